// C += A Bᵀ, every row with every row: what all tests here are made of. Some rows of B are turned into a panel that
// stays in a core's cache; eight rows of A go along it, their products kept in registers. The engine's kernels multiply
// weights that were packed for it by few tokens, and are closed to others; libtorch is not at hand where models are
// judged.
// Source: blocking as in Goto and van de Geijn, ACM TOMS 34 (2008), section 4; sizes ours.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Jaram.Assay.Provenance.Products;

/// <summary>Products of rows. The same sums in the same order, however many threads there are.</summary>
internal static class RowProducts
{
    private const int Lanes = 16, Tall = 8, Wide = 2 * Lanes, Deep = 4096;

    /// <summary>Adds A Bᵀ.</summary>
    /// <param name="a">(n, d)</param>
    /// <param name="b">(m, d)</param>
    /// <param name="d">Columns of both.</param>
    /// <param name="into">(n, m)</param>
    public static void Add(ReadOnlyMemory<float> a, ReadOnlyMemory<float> b, int d, Memory<float> into)
    {
        if (d == 0) return;
        var (n, m) = (a.Length / d, b.Length / d);
        Parallel.For(0, (m + Wide - 1) / Wide, panel =>
        {
            var at = panel * Wide;
            Add(a.Span, (0, n), b.Span, (at, Math.Min(Wide, m - at)), d, into.Span[at..], m);
        });
    }

    /// <summary>Adds A Bᵀ of each block of rows, and the squares of what the rows hold.</summary>
    /// <param name="a">(n, d)</param>
    /// <param name="b">(n, d)</param>
    /// <param name="d">Columns of both.</param>
    /// <param name="blocks">Of n rows, or of more of which these are some.</param>
    /// <param name="range">The blocks that a and b hold.</param>
    /// <param name="into">(all rows, longest block): a row for each row, a column for each row of its block.</param>
    /// <param name="squares">Σ a² and Σ b² of all rows; none where they are not wanted.</param>
    public static void AddBlocks(ReadOnlyMemory<float> a, ReadOnlyMemory<float> b, int d, UnitBlocks blocks,
        Range range, Memory<float> into, (double[] A, double[] B)? squares = null)
    {
        if (d == 0) return;
        var (first, count) = range.GetOffsetAndLength(blocks.Count);
        var (start, width) = (count == 0 ? 0 : blocks[first].From, blocks.Longest);
        Parallel.For(0, count, block =>
        {
            var (at, rows) = blocks[first + block];
            for (var j = 0; j < rows; j += Wide)
                Add(a.Span, (at - start, rows), b.Span, (at - start + j, Math.Min(Wide, rows - j)), d,
                    into.Span[(at * width + j)..], width);
            if (squares is not var (ofA, ofB)) return;
            for (var i = at; i < at + rows; i++)
                (ofA[i], ofB[i]) = (ofA[i] + Square(a.Span, i - start, d), ofB[i] + Square(b.Span, i - start, d));
        });
    }

    /// <summary>The plain way, which the fast one is held against.</summary>
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

    private static double Square(ReadOnlySpan<float> a, int row, int d) =>
        Dot(a.Slice(row * d, d), a.Slice(row * d, d));

    /// <summary>Some rows with a panel of others; their first product goes to the start of <paramref name="into"/>,
    /// whose rows are <paramref name="apart"/> numbers apart.</summary>
    private static void Add(ReadOnlySpan<float> a, (int At, int Count) rows, ReadOnlySpan<float> b,
        (int At, int Count) others, int d, Span<float> into, int apart)
    {
        using var room = new Pooled<float>(Wide * Math.Min(d, Deep));
        var panel = room.Span;
        if (others.Count < Wide) panel.Clear();
        Span<float> sums = stackalloc float[Tall * Wide];
        for (var from = 0; from < d; from += Deep)
        {
            var depth = Math.Min(Deep, d - from);
            Rows.Turn(b[(others.At * d + from)..], (others.Count, depth, d), panel, Wide);
            for (var i = 0; i < rows.Count; i += Tall)
            {
                Multiply(a, (long)rows.At * d + from, d, (i, rows.Count - 1), panel, depth, sums);
                for (var r = 0; r < Math.Min(Tall, rows.Count - i); r++)
                    AddTo(into.Slice((i + r) * apart, others.Count), sums[(r * Wide)..]);
            }
        }
    }

    private static void AddTo(Span<float> some, ReadOnlySpan<float> sums)
    {
        var k = 0;
        for (; k + Lanes <= some.Length; k += Lanes)
            (Vector512.Create<float>(some[k..]) + Vector512.Create(sums[k..])).CopyTo(some[k..]);
        for (; k < some.Length; k++) some[k] += sums[k];
    }

    /// <summary>Eight rows by a panel; rows after the last are the last again.</summary>
    private static void Multiply(ReadOnlySpan<float> a, long start, int d, (int First, int Last) rows,
        ReadOnlySpan<float> panel, int depth, Span<float> sums)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(panel);
        nuint At(int r) => (nuint)(start + (long)Math.Min(rows.First + r, rows.Last) * d);
        var (x0, x1, x2, x3) = (At(0), At(1), At(2), At(3));
        var (x4, x5, x6, x7) = (At(4), At(5), At(6), At(7));
        Vector512<float> p0 = default, p1 = default, p2 = default, p3 = default, p4 = default, p5 = default,
            p6 = default, p7 = default, q0 = default, q1 = default, q2 = default, q3 = default, q4 = default,
            q5 = default, q6 = default, q7 = default;
        for (nuint k = 0; k < (nuint)depth; k++)
        {
            var (p, q) = (Vector512.LoadUnsafe(ref y, k * Wide), Vector512.LoadUnsafe(ref y, k * Wide + Lanes));
            var one = Vector512.Create(Unsafe.Add(ref x, x0 + k));
            p0 = Vector512.FusedMultiplyAdd(one, p, p0); q0 = Vector512.FusedMultiplyAdd(one, q, q0);
            one = Vector512.Create(Unsafe.Add(ref x, x1 + k));
            p1 = Vector512.FusedMultiplyAdd(one, p, p1); q1 = Vector512.FusedMultiplyAdd(one, q, q1);
            one = Vector512.Create(Unsafe.Add(ref x, x2 + k));
            p2 = Vector512.FusedMultiplyAdd(one, p, p2); q2 = Vector512.FusedMultiplyAdd(one, q, q2);
            one = Vector512.Create(Unsafe.Add(ref x, x3 + k));
            p3 = Vector512.FusedMultiplyAdd(one, p, p3); q3 = Vector512.FusedMultiplyAdd(one, q, q3);
            one = Vector512.Create(Unsafe.Add(ref x, x4 + k));
            p4 = Vector512.FusedMultiplyAdd(one, p, p4); q4 = Vector512.FusedMultiplyAdd(one, q, q4);
            one = Vector512.Create(Unsafe.Add(ref x, x5 + k));
            p5 = Vector512.FusedMultiplyAdd(one, p, p5); q5 = Vector512.FusedMultiplyAdd(one, q, q5);
            one = Vector512.Create(Unsafe.Add(ref x, x6 + k));
            p6 = Vector512.FusedMultiplyAdd(one, p, p6); q6 = Vector512.FusedMultiplyAdd(one, q, q6);
            one = Vector512.Create(Unsafe.Add(ref x, x7 + k));
            p7 = Vector512.FusedMultiplyAdd(one, p, p7); q7 = Vector512.FusedMultiplyAdd(one, q, q7);
        }
        ref var s = ref MemoryMarshal.GetReference(sums);
        p0.StoreUnsafe(ref s, 0); q0.StoreUnsafe(ref s, 16); p1.StoreUnsafe(ref s, 32); q1.StoreUnsafe(ref s, 48);
        p2.StoreUnsafe(ref s, 64); q2.StoreUnsafe(ref s, 80); p3.StoreUnsafe(ref s, 96); q3.StoreUnsafe(ref s, 112);
        p4.StoreUnsafe(ref s, 128); q4.StoreUnsafe(ref s, 144); p5.StoreUnsafe(ref s, 160); q5.StoreUnsafe(ref s, 176);
        p6.StoreUnsafe(ref s, 192); q6.StoreUnsafe(ref s, 208); p7.StoreUnsafe(ref s, 224); q7.StoreUnsafe(ref s, 240);
    }
}
