// Rows made comparable: each of length 1, so that none speaks louder than others, and their mean taken out, so that
// what all units share speaks for nobody.
// Source: ours, after Hoeffding, Ann. Math. Statist. 22 (1951) 558: rows and columns of the cross matrix sum to 0.

namespace Jaram.Assay.Provenance.Products;

/// <summary>Prepares matrices for the tests.</summary>
internal static class Rows
{
    private const double Nothing = 1e-20;

    /// <summary>Unit length, then centred; in place.</summary>
    /// <param name="a">(n, d)</param>
    /// <param name="d">Columns.</param>
    public static void Prepare(float[] a, int d)
    {
        var n = a.Length / d;
        Normalise(a, d);
        var mean = new double[d];
        for (var i = 0; i < n; i++)
            for (var k = 0; k < d; k++) mean[k] += a[i * d + k];
        for (var i = 0; i < n; i++)
            for (var k = 0; k < d; k++) a[i * d + k] -= (float)(mean[k] / n);
    }

    /// <summary>Unit length; a row of zeros stays one.</summary>
    public static void Normalise(float[] a, int d)
    {
        for (var at = 0; at < a.Length; at += d)
        {
            var row = a.AsSpan(at, d);
            var square = (double)RowProducts.Dot(row, row);
            if (square < Nothing) continue;
            var scale = (float)(1 / Math.Sqrt(square));
            foreach (ref var x in row) x *= scale;
        }
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
    public static void Scale(float[] a, ReadOnlySpan<float> gains)
    {
        if (gains.IsEmpty) return;
        for (var at = 0; at < a.Length; at += gains.Length)
            for (var k = 0; k < gains.Length; k++) a[at + k] *= gains[k];
    }
}
