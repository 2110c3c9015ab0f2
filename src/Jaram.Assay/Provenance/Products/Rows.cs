// Rows made comparable: each of length 1, so that none speaks louder than others, and the mean of their block taken
// out, so that what all units share speaks for nobody.
// Source: ours, after Hoeffding, Ann. Math. Statist. 22 (1951) 558: rows and columns of the cross matrix sum to 0.

using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Jaram.Assay.Provenance.Products;

/// <summary>Prepares matrices for the tests.</summary>
internal static class Rows
{
    private const double Nothing = 1e-20;
    private const int Lanes = 16;

    /// <summary>Unit length, then centred block by block; in place.</summary>
    /// <param name="a">(n, d)</param>
    /// <param name="d">Columns.</param>
    public static void Prepare(float[] a, int d)
    {
        Normalise(a, d);
        Centre(a, new(a.Length / d), d);
    }

    /// <summary>Unit length; a row of zeros stays one.</summary>
    public static void Normalise(Span<float> a, int d)
    {
        for (var at = 0; at < a.Length; at += d)
        {
            var row = a.Slice(at, d);
            var square = (double)RowProducts.Dot(row, row);
            if (square >= Nothing) Multiply(row, (float)(1 / Math.Sqrt(square)));
        }
    }

    /// <summary>Takes the mean row of each block out.</summary>
    public static void Centre(float[] a, UnitBlocks blocks, int d)
    {
        for (var block = 0; block < blocks.Count; block++)
        {
            var (from, count) = blocks[block];
            Centre(a.AsSpan(from * d, count * d), d);
        }
    }

    private static void Centre(Span<float> a, int d)
    {
        Span<float> mean = new float[d];
        for (var at = 0; at < a.Length; at += d) AddScaled(mean, a.Slice(at, d), 1);
        var share = -1f * d / a.Length;
        for (var at = 0; at < a.Length; at += d) AddScaled(a.Slice(at, d), mean, share);
    }

    /// <summary>Rows become columns.</summary>
    /// <param name="a">(n, d)</param>
    /// <param name="d">Columns.</param>
    /// <returns>(d, n), fresh</returns>
    public static float[] Turn(float[] a, int d)
    {
        var n = a.Length / d;
        var turned = new float[a.Length];
        Turn(a, (n, d, d), turned, n);
        return turned;
    }

    /// <summary>The same from longer rows into longer rows: squares of 16 by 16 in registers.</summary>
    /// <param name="a">(n, d), rows some numbers apart.</param>
    /// <param name="size">n, d, and how far apart.</param>
    /// <param name="into">(d, n), rows <paramref name="apart"/> numbers apart.</param>
    /// <param name="apart">n or more.</param>
    public static void Turn(ReadOnlySpan<float> a, (int N, int D, int Apart) size, Span<float> into, int apart)
    {
        for (var i = 0; i < size.N; i += Lanes)
            for (var k = 0; k < size.D; k += Lanes)
                if (Avx512F.IsSupported && i + Lanes <= size.N && k + Lanes <= size.D)
                    TurnSquare(a[(i * size.Apart + k)..], size.Apart, into[(k * apart + i)..], apart);
                else
                    for (var p = i; p < Math.Min(size.N, i + Lanes); p++)
                        for (var q = k; q < Math.Min(size.D, k + Lanes); q++)
                            into[q * apart + p] = a[p * size.Apart + q];
    }

    /// <summary>16 by 16.</summary>
    private static void TurnSquare(ReadOnlySpan<float> a, int d, Span<float> into, int apart)
    {
        var (a0, a1, a2, a3) = Fours(a, d);
        var (b0, b1, b2, b3) = Fours(a[(4 * d)..], d);
        var (c0, c1, c2, c3) = Fours(a[(8 * d)..], d);
        var (d0, d1, d2, d3) = Fours(a[(12 * d)..], d);
        Deal(a0, b0, c0, d0, into, apart);
        Deal(a1, b1, c1, d1, into[apart..], apart);
        Deal(a2, b2, c2, d2, into[(2 * apart)..], apart);
        Deal(a3, b3, c3, d3, into[(3 * apart)..], apart);
    }

    /// <summary>Four rows: column k of each quarter stands together in vector k.</summary>
    private static (Vector512<float>, Vector512<float>, Vector512<float>, Vector512<float>) Fours(
        ReadOnlySpan<float> a, int d)
    {
        var (p, q) = (Vector512.Create(a), Vector512.Create(a[d..]));
        var (r, s) = (Vector512.Create(a[(2 * d)..]), Vector512.Create(a[(3 * d)..]));
        var (lowPq, highPq) = (Avx512F.UnpackLow(p, q), Avx512F.UnpackHigh(p, q));
        var (lowRs, highRs) = (Avx512F.UnpackLow(r, s), Avx512F.UnpackHigh(r, s));
        return (Avx512F.Shuffle(lowPq, lowRs, 0x44), Avx512F.Shuffle(lowPq, lowRs, 0xEE),
            Avx512F.Shuffle(highPq, highRs, 0x44), Avx512F.Shuffle(highPq, highRs, 0xEE));
    }

    /// <summary>Quarters change places, and go four rows apart.</summary>
    private static void Deal(Vector512<float> p, Vector512<float> q, Vector512<float> r, Vector512<float> s,
        Span<float> into, int apart)
    {
        var (evenPq, oddPq) = (Avx512F.Shuffle4x128(p, q, 0x88), Avx512F.Shuffle4x128(p, q, 0xDD));
        var (evenRs, oddRs) = (Avx512F.Shuffle4x128(r, s, 0x88), Avx512F.Shuffle4x128(r, s, 0xDD));
        Avx512F.Shuffle4x128(evenPq, evenRs, 0x88).CopyTo(into);
        Avx512F.Shuffle4x128(oddPq, oddRs, 0x88).CopyTo(into[(4 * apart)..]);
        Avx512F.Shuffle4x128(evenPq, evenRs, 0xDD).CopyTo(into[(8 * apart)..]);
        Avx512F.Shuffle4x128(oddPq, oddRs, 0xDD).CopyTo(into[(12 * apart)..]);
    }

    /// <summary>Every column multiplied by a number of its own; in place.</summary>
    public static void Scale(Span<float> a, ReadOnlySpan<float> gains)
    {
        if (gains.IsEmpty) return;
        for (var at = 0; at < a.Length; at += gains.Length)
        {
            var row = a.Slice(at, gains.Length);
            var k = 0;
            for (; k + Lanes <= row.Length; k += Lanes)
                (Vector512.Create<float>(row[k..]) * Vector512.Create(gains[k..])).CopyTo(row[k..]);
            for (; k < row.Length; k++) row[k] *= gains[k];
        }
    }

    /// <summary>Whether every number is one.</summary>
    public static bool AreFinite(ReadOnlySpan<float> a)
    {
        var (rest, k) = (Vector512<float>.Zero, 0);
        for (; k + Lanes <= a.Length; k += Lanes) rest += Vector512.Create(a[k..]) * 0f;        // 0, or no number
        var sum = Vector512.Sum(rest);
        for (; k < a.Length; k++) sum += a[k] * 0f;
        return sum == 0;
    }

    private static void Multiply(Span<float> row, float by)
    {
        var k = 0;
        for (; k + Lanes <= row.Length; k += Lanes) (Vector512.Create<float>(row[k..]) * by).CopyTo(row[k..]);
        for (; k < row.Length; k++) row[k] *= by;
    }

    private static void AddScaled(Span<float> to, ReadOnlySpan<float> from, float by)
    {
        var k = 0;
        for (; k + Lanes <= to.Length; k += Lanes)
            Vector512.FusedMultiplyAdd(Vector512.Create(from[k..]), Vector512.Create(by),
                Vector512.Create<float>(to[k..])).CopyTo(to[k..]);
        for (; k < to.Length; k++) to[k] += by * from[k];
    }
}
