// Singular values of a matrix: roots of the eigenvalues of A Aᵀ. Reflections leave three diagonals of that, of whose
// eigenvalues as many lie below a number as pivots below 0 when it is taken off: halving finds each, and always ends.
// Source: Golub and Van Loan, Matrix Computations, 4th ed., algorithm 8.3.1 (reflections) and section 8.4.1 (halving,
// Sturm sequences).

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Jaram.Assay.Provenance.Products;

/// <summary>Computes singular values in doubles.</summary>
internal static class Spectrum
{
    private const int Halvings = 32, Lanes = 8;

    /// <summary>As many as the shorter side is long, the largest first.</summary>
    /// <param name="rows">(n, d); not changed.</param>
    /// <param name="d">Columns.</param>
    public static double[] Of(ReadOnlyMemory<float> rows, int d)
    {
        var n = rows.Length / d;
        if (n > d)
        {
            using var turned = new Pooled<float>(rows.Length);
            Rows.Turn(rows.Span, (n, d, d), turned.Span, n);
            return Of(turned.Memory, n);
        }
        using var products = Pooled<float>.Zeros(n * n);
        using var exact = new Pooled<double>(n * n);
        RowProducts.Add(rows, rows, d, products.Memory);
        for (var at = 0; at < n * n; at++) exact.Span[at] = products.Span[at];
        var (diagonal, beside) = ThreeDiagonals(exact.Span, n);
        return [.. Eigenvalues(diagonal, beside).Select(value => Math.Sqrt(Math.Max(0, value)))];
    }

    /// <summary>The diagonal, and what stands beside it.</summary>
    /// <param name="a">(n, n), symmetric; used up.</param>
    /// <param name="n">Rows.</param>
    private static (double[] Diagonal, double[] Beside) ThreeDiagonals(Span<double> a, int n)
    {
        var (diagonal, beside, w) = (new double[n], new double[n], new double[n]);
        for (var k = 0; k < n; k++)
        {
            diagonal[k] = a[k * n + k];
            if (k == n - 1) break;
            var v = a.Slice(k * n + k + 1, n - k - 1);
            var length = Math.Sqrt(Dot(v, v));
            beside[k] = v[0] > 0 ? -length : length;
            v[0] -= beside[k];
            var square = Dot(v, v);
            if (square > 0) Reflect(a, n, k + 1, v, 2 / square, w.AsSpan(0, v.Length));
        }
        return (diagonal, beside);
    }

    /// <summary>P A P of what lies from a row and column on, P = 1 − s v vᵀ: A − v wᵀ − w vᵀ.</summary>
    private static void Reflect(Span<double> a, int n, int from, ReadOnlySpan<double> v, double s, Span<double> w)
    {
        for (var i = 0; i < v.Length; i++) w[i] = s * Dot(a.Slice((from + i) * n + from, v.Length), v);
        var along = s / 2 * Dot(w, v);
        for (var i = 0; i < v.Length; i++) w[i] -= along * v[i];
        for (var i = 0; i < v.Length; i++)
        {
            var row = a.Slice((from + i) * n + from, v.Length);
            AddScaled(row, w, -v[i]);
            AddScaled(row, v, -w[i]);
        }
    }

    /// <summary>All eigenvalues, the largest first.</summary>
    private static double[] Eigenvalues(double[] diagonal, double[] beside)
    {
        var n = diagonal.Length;
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < n; i++)
        {
            var reach = Math.Abs(beside[i]) + (i > 0 ? Math.Abs(beside[i - 1]) : 0);
            (low, high) = (Math.Min(low, diagonal[i] - reach), Math.Max(high, diagonal[i] + reach));
        }
        var values = new double[n + Lanes];
        for (var rank = 0; rank < n; rank += Lanes)
            Halved(diagonal, beside, low, high, n - rank).CopyTo(values.AsSpan(rank));
        return values[..n];
    }

    /// <summary>Eight eigenvalues at once, the largest first.</summary>
    /// <param name="diagonal">The diagonal.</param>
    /// <param name="beside">What stands beside it.</param>
    /// <param name="low">None lies below.</param>
    /// <param name="high">None lies above.</param>
    /// <param name="upTo">How many are not larger than the first of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<double> Halved(
        double[] diagonal, double[] beside, double low, double high, long upTo)
    {
        var (below, above) = (Vector512.Create(low), Vector512.Create(high));
        var (due, nothing) = (Vector512.Create(upTo) - Vector512<long>.Indices, Vector512.Create(-double.Epsilon));
        for (var halving = 0; halving < Halvings; halving++)
        {
            var (middle, pivot) = ((below + above) / 2, Vector512<double>.One);
            var count = Vector512<long>.Zero;                           // of eigenvalues below the middle
            for (var i = 0; i < diagonal.Length; i++)
            {
                var off = i > 0 ? beside[i - 1] * beside[i - 1] : 0;
                pivot = Vector512.Create(diagonal[i]) - middle - Vector512.Create(off) / pivot;
                pivot = Vector512.ConditionalSelect(Vector512.Equals(pivot, Vector512<double>.Zero), nothing, pivot);
                count -= Vector512.LessThan(pivot, Vector512<double>.Zero).AsInt64();
            }
            var isHigher = Vector512.LessThan(count, due).AsDouble();
            (below, above) = (Vector512.ConditionalSelect(isHigher, middle, below),
                Vector512.ConditionalSelect(isHigher, above, middle));
        }
        return (below + above) / 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (sum, k) = (Vector512<double>.Zero, 0);
        for (; k + Lanes <= x.Length; k += Lanes)
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(x[k..]), Vector512.Create(y[k..]), sum);
        var rest = Vector512.Sum(sum);
        for (; k < x.Length; k++) rest += x[k] * y[k];
        return rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled(Span<double> to, ReadOnlySpan<double> from, double by)
    {
        var k = 0;
        for (; k + Lanes <= to.Length; k += Lanes)
            Vector512.FusedMultiplyAdd(Vector512.Create(from[k..]), Vector512.Create(by),
                Vector512.Create<double>(to[k..])).CopyTo(to[k..]);
        for (; k < to.Length; k++) to[k] += by * from[k];
    }
}
