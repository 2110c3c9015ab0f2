// Floats as integers of the same order, so that a small change of a weight is a small difference of integers. Every
// pattern has its place, NaN and -0 too. Low bits that are zero throughout a tensor are dropped first.
// Source: FM-Delta, Ning et al., NeurIPS 2024, section 4.1 (the mapping); the zigzag is that of Protocol Buffers.
//
//   pattern  0x80000001 (-tiny)  0x80000000 (-0)  0x00000000 (+0)  0x00000001 (+tiny)
//   ordered  0x7FFFFFFE          0x7FFFFFFF       0x80000000       0x80000001

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Jaram.Checkpoints.Packing;

/// <summary>Maps the bit patterns of floats to integers and back. Compiled at once for speed: a restore is over before
/// a second compilation.</summary>
internal static class OrderedBits
{
    /// <summary>Bits of a pattern below its exponent.</summary>
    public const int MantissaBits = 23;

    /// <summary>The integer of a pattern.</summary>
    public static uint Of(uint pattern) => pattern ^ ((uint)((int)pattern >> 31) | 0x8000_0000);

    private static Vector<uint> Of(Vector<uint> patterns) =>
        patterns ^ (Vector.AsVectorUInt32(Vector.AsVectorInt32(patterns) >> 31) | new Vector<uint>(0x8000_0000));

    /// <summary>How many low bits are zero in every pattern, 31 at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int ZerosBelow(ReadOnlySpan<uint> patterns)
    {
        var any = 0u;
        var wide = Wide(patterns);
        var all = Vector<uint>.Zero;
        foreach (var vector in wide) all |= vector;
        for (var lane = 0; lane < Vector<uint>.Count; lane++) any |= all[lane];
        foreach (var pattern in patterns[(wide.Length * Vector<uint>.Count)..]) any |= pattern;
        return Math.Min(31, BitOperations.TrailingZeroCount(any));
    }

    /// <summary>From the base to what came after, all but the lowest <paramref name="dropped"/> bits of each: small
    /// numbers for small steps either way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Differences(ReadOnlySpan<uint> after, ReadOnlySpan<uint> before, int dropped, Span<uint> into)
    {
        before = before[..after.Length];
        into = into[..after.Length];
        var afters = Wide(after);
        var befores = Wide(before);
        var steps = MemoryMarshal.Cast<uint, Vector<uint>>(into);
        for (var i = 0; i < afters.Length; i++)
        {
            var by = (Of(afters[i]) >>> dropped) - (Of(befores[i]) >>> dropped);
            var step = Vector.AsVectorInt32(by << dropped) >> dropped;
            steps[i] = Vector.AsVectorUInt32((step << 1) ^ (step >> 31));
        }
        for (var i = afters.Length * Vector<uint>.Count; i < after.Length; i++)
        {
            var step = (int)(((Of(after[i]) >> dropped) - (Of(before[i]) >> dropped)) << dropped) >> dropped;
            into[i] = (uint)((step << 1) ^ (step >> 31));
        }
    }

    /// <summary>What <see cref="Differences"/> began with: takes the base and leaves what came after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step(ReadOnlySpan<uint> differences, int dropped, Span<uint> patterns)
    {
        differences = differences[..patterns.Length];
        for (var i = 0; i < patterns.Length; i++)
        {
            var step = (differences[i] >> 1) ^ (uint)-(int)(differences[i] & 1);
            var ordered = (Of(patterns[i]) >> dropped) + step << dropped;
            patterns[i] = (ordered ^ (~(uint)((int)ordered >> 31) | 0x8000_0000)) >> dropped << dropped;
        }
    }

    /// <summary>Exponent and mantissa with the sign below them, without the lowest <paramref name="dropped"/> bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Values(ReadOnlySpan<uint> patterns, int dropped, Span<uint> into)
    {
        into = into[..patterns.Length];
        var wide = Wide(patterns);
        var values = MemoryMarshal.Cast<uint, Vector<uint>>(into);
        for (var i = 0; i < wide.Length; i++) values[i] = Value(wide[i], dropped);
        for (var i = wide.Length * Vector<uint>.Count; i < patterns.Length; i++) into[i] = Value(patterns[i], dropped);
    }

    /// <summary>The one of <see cref="Values"/>.</summary>
    public static uint Value(uint pattern, int dropped) => (pattern & 0x7FFF_FFFF) >> dropped << 1 | pattern >> 31;

    /// <summary>The same of several.</summary>
    public static Vector<uint> Value(Vector<uint> patterns, int dropped) =>
        (patterns & new Vector<uint>(0x7FFF_FFFF)) >>> dropped << 1 | patterns >>> 31;

    /// <summary>Numbers by the vector; what is left over at the end is not among them.</summary>
    public static ReadOnlySpan<Vector<uint>> Wide(ReadOnlySpan<uint> numbers) =>
        MemoryMarshal.Cast<uint, Vector<uint>>(numbers);

    /// <summary>What <see cref="Values"/> began with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Patterns(ReadOnlySpan<uint> values, int dropped, Span<uint> into)
    {
        values = values[..into.Length];
        for (var i = 0; i < into.Length; i++) into[i] = values[i] >> 1 << dropped | values[i] << 31;
    }

    /// <summary>Looks up what each base's exponent says of the number above it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Contexts(ReadOnlySpan<uint> bases, ReadOnlySpan<byte> byExponent, Span<byte> into)
    {
        byExponent = byExponent[..256];
        into = into[..bases.Length];
        for (var i = 0; i < bases.Length; i++) into[i] = byExponent[(byte)(bases[i] >> MantissaBits)];
    }
}
