using System.Globalization;

namespace Jaram.Training.Data;

/// <summary>How shards are cut and which part of the documents is never trained on.</summary>
public sealed record ShardOptions
{
    /// <summary>Bytes of ids in each shard but the last, at least 4 and divisible by 4; 64 MiB.</summary>
    public long ShardBytes
    {
        get;
        init => field = value >= 4 && value % 4 == 0
            ? value
            : throw new DataException($"ShardBytes must be a positive multiple of 4, got {value}");
    } = 64 << 20;

    /// <summary>The share of documents that is held out, in [0, 0.5]; 1 %. Zero holds none out.</summary>
    public double HeldOutFraction
    {
        get;
        init => field = value is >= 0 and <= 0.5
            ? value
            : throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"HeldOutFraction must be from 0 to 0.5, got {value}"));
    } = 0.01;

    /// <summary>No more documents than this are held out, at least 1; 2,000.</summary>
    public int MaxHeldOut
    {
        get;
        init => field = value > 0 ? value : throw new DataException($"MaxHeldOut must be positive, got {value}");
    } = 2000;

    /// <summary>Fixes, with a document's SHA-256, whether it is held out.</summary>
    public ulong Seed { get; init; }
}
