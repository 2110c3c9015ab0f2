// Which documents are never trained on.
//
//   draw = first 8 bytes of SHA-256(seed || SHA-256 of the text), held out if draw <= threshold
//
//   The threshold is the fraction of the range of draws, moved just so far that at least one and at most MaxHeldOut
//   documents lie below it. So the side depends on a text's digest, the seed and one number in the manifest; as long as
//   neither limit is reached, on nothing else in the corpus, however it grows or is ordered.
//
// Source: ours.

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Jaram.Training.Data;

/// <summary>The rule that tells held-out documents from training documents.</summary>
public sealed record Split
{
    /// <summary>Goes into every draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The share that was asked for.</summary>
    public required double Fraction { get; init; }

    /// <summary>The largest draw that is held out, 16 digits of hex; empty if none is.</summary>
    public required string Threshold { get; init; }

    /// <summary>The side of a document.</summary>
    public Side Of(TextDigest digest) =>
        Threshold != "" && Draw(Seed, digest) <= Convert.ToUInt64(Threshold, 16) ? Side.HeldOut : Side.Training;

    internal static Split For(ShardOptions options, IEnumerable<TextDigest> documents)
    {
        var threshold = "";
        if (options.HeldOutFraction > 0)
        {
            ulong[] draws = [.. documents.Select(digest => Draw(options.Seed, digest))];
            Array.Sort(draws);
            var fair = (ulong)(options.HeldOutFraction * ulong.MaxValue);
            var below = draws.Count(draw => draw <= fair);
            threshold = (below == 0 ? draws[0] : below > options.MaxHeldOut ? draws[options.MaxHeldOut - 1] : fair)
                .ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        }
        return new() { Seed = options.Seed, Fraction = options.HeldOutFraction, Threshold = threshold };
    }

    private static ulong Draw(ulong seed, TextDigest digest)
    {
        Span<byte> drawn = stackalloc byte[8 + TextDigest.Bytes];
        BinaryPrimitives.WriteUInt64LittleEndian(drawn, seed);
        ((ReadOnlySpan<byte>)digest).CopyTo(drawn[8..]);
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(drawn));
    }
}
