// Attention over runs of tokens that are compressed to one key-value each, beside a window of whole ones.
// Source: DeepSeek-V4, its published config.json and inference code (compressed sparse attention, heavily compressed
// attention).

using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Atlas.Mixers;

/// <summary>One head that serves as key and value, kept whole in a window and compressed behind it.</summary>
public sealed record CompressedMixer : Mixer
{
    /// <summary>Query heads H.</summary>
    public required int Heads { get; init => field = Must.BePositive(value); }

    /// <summary>Channels of a head.</summary>
    public required int HeadDim { get; init => field = Must.BePositive(value); }

    /// <summary>Rank of the query's low-rank form.</summary>
    public required int QueryRank { get; init => field = Must.BePositive(value); }

    /// <summary>Groups of heads whose outputs go down to a rank of their own.</summary>
    public required int OutputGroups { get; init => field = Must.BePositive(value); }

    /// <summary>Rank of a group's output.</summary>
    public required int OutputRank { get; init => field = Must.BePositive(value); }

    /// <summary>Tokens that are read whole, itself included.</summary>
    public required int Window { get; init => field = Must.BePositive(value); }

    /// <summary>Tokens that become one; 0 for a window alone.</summary>
    public int Ratio { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Whether neighbouring runs overlap, each token in two of them.</summary>
    public bool Overlap { get; init; }

    /// <summary>How positions turn queries and keys; absent for not at all.</summary>
    public RotaryBlueprint? Rotary { get; init; }

    /// <summary>Whether each head has a learnt score that no token bears.</summary>
    public bool Sinks { get; init; }

    /// <summary>Which compressed tokens are read; absent for all.</summary>
    public Indexer? Indexer { get; init; }

    /// <inheritdoc/>
    public override long Parameters(int width, NormBlueprint norm) => Matrices(width)
        + (norm.Gain ? (long)QueryRank + HeadDim : 0) + (Sinks ? Heads : 0)
        + Compressor(HeadDim) + (Indexer is { } indexer ? Compressor(indexer.HeadDim) : 0);

    /// <inheritdoc/>
    public override double Flops(int width, Work work)
    {
        var runs = Ratio == 0 ? 0 : work.KeysRead(0) / Ratio;
        var read = work.KeysRead(Window) + Math.Min(runs, Indexer?.Tokens ?? double.PositiveInfinity);
        return 2.0 * Matrices(width) + 4.0 * Heads * HeadDim * read
            + (Indexer is { } indexer ? 2.0 * indexer.Heads * indexer.HeadDim * runs : 0);
    }

    /// <inheritdoc/>
    public override Kept Keeps(int width) => new()
    {
        Windowed = (long)HeadDim * Window,
        PerToken = Ratio == 0 ? 0 : HeadDim / Ratio,
        Indexed = Ratio == 0 || Indexer is null ? 0 : Indexer.HeadDim / Ratio,
    };

    internal override void Check()
    {
        Must.BeMultiple(nameof(Heads), Heads, nameof(OutputGroups), OutputGroups);
        if (Ratio > 0) Must.BeMultiple(nameof(HeadDim), HeadDim, nameof(Ratio), Ratio);
        if (Rotary is { } rotary) Must.At("rotary", () => rotary.Check(nameof(HeadDim), HeadDim));
        if (Indexer is not null && Ratio == 0)
            throw Must.Refusal(nameof(Ratio), Ratio, "must be above 0 with an indexer",
                "give a ratio, or take the indexer out");
    }

    private long Streams => Overlap ? 2 : 1;

    private long Matrices(int width)
    {
        var query = (long)Heads * HeadDim;
        return (long)width * QueryRank + QueryRank * query + (long)width * HeadDim
            + query * OutputRank + (long)OutputGroups * OutputRank * width
            + (Ratio == 0 ? 0 : 2L * width * Streams * HeadDim)
            + (Indexer is { } indexer
                ? (long)QueryRank * indexer.Heads * indexer.HeadDim + (long)width * indexer.Heads
                    + 2L * width * Streams * indexer.HeadDim
                : 0);
    }

    /// <summary>What a compressor has besides its matrices: a place a token of the run, and a gain.</summary>
    private long Compressor(int dim) => Ratio == 0 ? 0 : Ratio * Streams * dim + dim;
}
