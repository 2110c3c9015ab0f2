// How weights become small integers. 8 bits: the greatest of a group becomes ±127. 4 bits: of a row of scales the one
// with the least squared error is taken; its sign is such that the greatest weight falls on the side that reaches -8.
// Source: search over scales as in llama.cpp's quantisers and HQQ (Badri, Shaji 2023), here over squared error.

using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>Rounds groups of weights.</summary>
internal static unsafe class WeightRounding
{
    private const int Candidates = 12;
    private const float Smallest = 0.7f, Largest = 1.15f;

    /// <summary>Rounds a group to 8 bits.</summary>
    /// <param name="w">The weights.</param>
    /// <param name="count">How many, 64 at most.</param>
    /// <param name="q">Integers -127 to 127, to be filled.</param>
    /// <returns>The scale's bfloat16 bits.</returns>
    public static ushort Nearest(float* w, int count, sbyte* q)
    {
        var most = 0f;
        for (var i = 0; i < count; i++) most = MathF.Max(most, MathF.Abs(w[i]));
        var bits = BFloat16.Bits(most / 127);
        var scale = Value(bits);
        if (scale == 0) bits = 0;
        for (var i = 0; i < count; i++)
            q[i] = scale == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round(w[i] / scale), -127, 127);
        return bits;
    }

    /// <summary>Rounds a group to 4 bits.</summary>
    /// <param name="w">The weights.</param>
    /// <param name="count">How many, 64 at most.</param>
    /// <param name="q">Integers 0 to 15, to be filled: w ≈ scale · (q - 8).</param>
    /// <returns>The scale's bfloat16 bits; it may be negative.</returns>
    public static ushort Search(float* w, int count, byte* q)
    {
        const int most = 64;
        float* x = stackalloc float[most];
        new Span<float>(x, most).Clear();
        new ReadOnlySpan<float>(w, count).CopyTo(new Span<float>(x, most));
        var vectors = (count + Lanes.Count - 1) / Lanes.Count;
        var greatest = 0f;                                                  // with its sign
        for (var i = 0; i < count; i++)
            if (MathF.Abs(x[i]) > MathF.Abs(greatest)) greatest = x[i];
        ushort best = 0;
        if (greatest == 0) return best;
        var least = float.PositiveInfinity;
        for (var c = 0; c < Candidates; c++)
        {
            var bits = BFloat16.Bits(greatest / -8 * (Smallest + (Largest - Smallest) * c / (Candidates - 1)));
            var scale = Value(bits);
            if (scale == 0) continue;
            var error = Error(x, vectors, scale);
            if (error < least) (least, best) = (error, bits);
        }
        var chosen = Value(best);
        for (var i = 0; i < count; i++)
            q[i] = chosen == 0 ? (byte)8 : (byte)Math.Clamp(MathF.Round(x[i] * (1 / chosen)) + 8, 0, 15);
        return best;
    }

    private static float Error(float* x, int vectors, float scale)
    {
        var (s, inverse) = (Vector512.Create(scale), Vector512.Create(1 / scale));
        var (down, up) = (Vector512.Create(-8f), Vector512.Create(7f));
        var sum = Vector512<float>.Zero;
        for (var i = 0; i < vectors; i++)
        {
            var v = Vector512.Load(x + i * Lanes.Count);
            var q = Vector512.Min(Vector512.Max(Vector512.Round(v * inverse), down), up);
            var miss = Lanes.Fma(-q, s, v);
            sum = Lanes.Fma(miss, miss, sum);
        }
        return Lanes.Sum(sum);
    }

    private static float Value(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
