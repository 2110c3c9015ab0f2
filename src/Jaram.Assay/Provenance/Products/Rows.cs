// Rows made comparable: each of length 1, so that none speaks louder than others, and the mean of their block taken
// out, so that what all units share speaks for nobody.
// Source: ours, after Hoeffding, Ann. Math. Statist. 22 (1951) 558: rows and columns of the cross matrix sum to 0.

using System.Runtime.Intrinsics;

namespace Jaram.Assay.Provenance.Products;

/// <summary>Prepares matrices for the tests.</summary>
internal static class Rows
{
    private const double Nothing = 1e-20;
    private const int Lanes = 16;

    /// <summary>Unit length, then centred block by block; in place.</summary>
    /// <param name="a">(n, d)</param>
    /// <param name="d">Columns.</param>
    public static void Prepare(float[] a, int d) => Prepare(a, d, new(a.Length / d), ..);

    /// <summary>The same for some blocks of more rows.</summary>
    /// <param name="a">Rows of these blocks.</param>
    /// <param name="d">Columns.</param>
    /// <param name="blocks">All blocks.</param>
    /// <param name="range">Those that are here.</param>
    public static void Prepare(float[] a, int d, UnitBlocks blocks, Range range)
    {
        var (first, count) = range.GetOffsetAndLength(blocks.Count);
        if (count == 0) return;
        var start = blocks[first].From;
        Parallel.For(0, count, block =>
        {
            var (at, rows) = blocks[first + block];
            var part = a.AsSpan((at - start) * d, rows * d);
            Normalise(part, d);
            Centre(part, d);
        });
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
        for (var i = 0; i < n; i++)
            for (var k = 0; k < d; k++) turned[k * n + i] = a[i * d + k];
        return turned;
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
