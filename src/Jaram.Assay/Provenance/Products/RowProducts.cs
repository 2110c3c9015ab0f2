// C += A Bᵀ, every row with every row: what all tests here are made of. Four rows by four are kept in registers while
// both are read along; columns go by slices that stay in a core's cache. The engine's kernels multiply weights that
// were packed for it by few tokens, and are closed to others; libtorch is not at hand where models are judged.
// Source: blocking as in Goto and van de Geijn, ACM TOMS 34 (2008), section 4; sizes ours.

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Jaram.Assay.Provenance.Products;

/// <summary>Products of rows. The same sums in the same order, however many threads there are.</summary>
internal static class RowProducts
{
    private const int Lanes = 16, Tile = 4, Slice = 512, Band = 32;

    /// <summary>Adds A Bᵀ.</summary>
    /// <param name="a">(n, d)</param>
    /// <param name="b">(m, d)</param>
    /// <param name="d">Columns of both.</param>
    /// <param name="into">(n, m)</param>
    public static void Add(float[] a, float[] b, int d, float[] into)
    {
        if (d == 0) return;
        var (n, m) = (a.Length / d, b.Length / d);
        Parallel.For(0, (n + Band - 1) / Band, band =>
        {
            var to = Math.Min(n, (band + 1) * Band);
            for (var from = 0; from < d; from += Slice)
                for (var j = 0; j < m; j += Tile)
                    for (var i = band * Band; i < to; i += Tile)
                        AddTile(a, b, d, (from, Math.Min(Slice, d - from)), (i, Math.Min(Tile, to - i)),
                            (j, Math.Min(Tile, m - j)), into.AsSpan(i * m + j), m);
        });
    }

    /// <summary>Adds A Bᵀ of each block of rows.</summary>
    /// <param name="a">(n, d)</param>
    /// <param name="b">(n, d)</param>
    /// <param name="d">Columns of both.</param>
    /// <param name="blocks">Of n rows, or of more of which these are some.</param>
    /// <param name="range">The blocks that a and b hold.</param>
    /// <param name="into">(all rows, longest block): a row for each row, a column for each row of its block.</param>
    public static void AddBlocks(float[] a, float[] b, int d, UnitBlocks blocks, Range range, float[] into)
    {
        if (d == 0) return;
        var (first, count) = range.GetOffsetAndLength(blocks.Count);
        var (start, width) = (count == 0 ? 0 : blocks[first].From, blocks.Longest);
        Parallel.For(0, count, block =>
        {
            var (at, rows) = blocks[first + block];
            for (var from = 0; from < d; from += Slice)
                for (var j = 0; j < rows; j += Tile)
                    for (var i = 0; i < rows; i += Tile)
                        AddTile(a, b, d, (from, Math.Min(Slice, d - from)), (at - start + i, Math.Min(Tile, rows - i)),
                            (at - start + j, Math.Min(Tile, rows - j)),
                            into.AsSpan((at + i) * width + j), width);
        });
    }

    /// <summary>The plain way, which <see cref="Add"/> is held against.</summary>
    public static void AddPlainly(float[] a, float[] b, int d, float[] into)
    {
        var (n, m) = (a.Length / d, b.Length / d);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < d; k++) sum += (double)a[i * d + k] * b[j * d + k];
                into[i * m + j] += (float)sum;
            }
    }

    /// <summary>Some rows with some rows; their first product goes to the start of <paramref name="into"/>, whose rows
    /// are m apart.</summary>
    private static void AddTile(float[] a, float[] b, int d, (int From, int Count) columns, (int At, int Count) rows,
        (int At, int Count) others, Span<float> into, int m)
    {
        if (rows.Count == Tile && others.Count == Tile)
        {
            AddFour(a, b, d, columns, rows.At, others.At, into, m);
            return;
        }
        for (var i = 0; i < rows.Count; i++)
            for (var j = 0; j < others.Count; j++)
                into[i * m + j] += Dot(a.AsSpan((rows.At + i) * d + columns.From, columns.Count),
                    b.AsSpan((others.At + j) * d + columns.From, columns.Count));
    }

    /// <summary>Σ x·y.</summary>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var (sum, k) = (Vector512<float>.Zero, 0);
        for (; k + Lanes <= x.Length; k += Lanes)
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(x[k..]), Vector512.Create(y[k..]), sum);
        var rest = Vector512.Sum(sum);
        for (; k < x.Length; k++) rest += x[k] * y[k];
        return rest;
    }

    /// <summary>Σ x·y in double precision, one number after the other.</summary>
    public static double LongDot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0.0;
        for (var at = 0; at < x.Length; at++) sum += (double)x[at] * y[at];
        return sum;
    }

    private static void AddFour(
        float[] a, float[] b, int d, (int From, int Count) columns, int i, int j, Span<float> into, int m)
    {
        ref var a0 = ref MemoryMarshal.GetArrayDataReference(a);
        ref var b0 = ref MemoryMarshal.GetArrayDataReference(b);
        var (p, q) = ((nuint)((long)i * d + columns.From), (nuint)((long)j * d + columns.From));
        var row = (nuint)d;
        Vector512<float> c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default,
            c12 = default, c13 = default, c20 = default, c21 = default, c22 = default, c23 = default, c30 = default,
            c31 = default, c32 = default, c33 = default;
        var k = 0;
        for (; k + Lanes <= columns.Count; k += Lanes, p += Lanes, q += Lanes)
        {
            var (y0, y1) = (Vector512.LoadUnsafe(ref b0, q), Vector512.LoadUnsafe(ref b0, q + row));
            var (y2, y3) = (Vector512.LoadUnsafe(ref b0, q + 2 * row), Vector512.LoadUnsafe(ref b0, q + 3 * row));
            var x = Vector512.LoadUnsafe(ref a0, p);
            c00 = Vector512.FusedMultiplyAdd(x, y0, c00); c01 = Vector512.FusedMultiplyAdd(x, y1, c01);
            c02 = Vector512.FusedMultiplyAdd(x, y2, c02); c03 = Vector512.FusedMultiplyAdd(x, y3, c03);
            x = Vector512.LoadUnsafe(ref a0, p + row);
            c10 = Vector512.FusedMultiplyAdd(x, y0, c10); c11 = Vector512.FusedMultiplyAdd(x, y1, c11);
            c12 = Vector512.FusedMultiplyAdd(x, y2, c12); c13 = Vector512.FusedMultiplyAdd(x, y3, c13);
            x = Vector512.LoadUnsafe(ref a0, p + 2 * row);
            c20 = Vector512.FusedMultiplyAdd(x, y0, c20); c21 = Vector512.FusedMultiplyAdd(x, y1, c21);
            c22 = Vector512.FusedMultiplyAdd(x, y2, c22); c23 = Vector512.FusedMultiplyAdd(x, y3, c23);
            x = Vector512.LoadUnsafe(ref a0, p + 3 * row);
            c30 = Vector512.FusedMultiplyAdd(x, y0, c30); c31 = Vector512.FusedMultiplyAdd(x, y1, c31);
            c32 = Vector512.FusedMultiplyAdd(x, y2, c32); c33 = Vector512.FusedMultiplyAdd(x, y3, c33);
        }
        ReadOnlySpan<float> sums =
        [
            Vector512.Sum(c00), Vector512.Sum(c01), Vector512.Sum(c02), Vector512.Sum(c03),
            Vector512.Sum(c10), Vector512.Sum(c11), Vector512.Sum(c12), Vector512.Sum(c13),
            Vector512.Sum(c20), Vector512.Sum(c21), Vector512.Sum(c22), Vector512.Sum(c23),
            Vector512.Sum(c30), Vector512.Sum(c31), Vector512.Sum(c32), Vector512.Sum(c33),
        ];
        var rest = columns.Count - k;
        for (var r = 0; r < Tile; r++)
            for (var s = 0; s < Tile; s++)
                into[r * m + s] += sums[r * Tile + s] + Dot(
                    a.AsSpan((i + r) * d + columns.From + k, rest), b.AsSpan((j + s) * d + columns.From + k, rest));
    }
}
