// Orthonormal rows out of random ones, one after the other, each twice so that rounding leaves nothing of the others.
// Source: modified Gram-Schmidt with reorthogonalisation, Giraud and Langou, IMA J. Numer. Anal. 22 (2002) 521.

using Jaram.Ledger.Growth;

namespace Jaram.Zoo.Deriving;

/// <summary>Rotations and bases.</summary>
internal static class Orthogonal
{
    /// <summary>A random rotation, perhaps with a reflection.</summary>
    /// <param name="size">n</param>
    /// <param name="name">Decides it.</param>
    /// <returns>(n, n)</returns>
    public static double[][] Rotation(int size, string name)
    {
        var rows = Random(size, size, name);
        Orthonormalise(rows);
        return rows;
    }

    /// <summary>Rows of random numbers, uniform in ±1.</summary>
    public static double[][] Random(int count, int length, string name)
    {
        var random = new CounterRandom([], name);
        return [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, length)
            .Select(k => 2 * random.Unit((ulong)(i * length + k)) - 1).ToArray())];
    }

    /// <summary>Makes rows orthonormal, in place; a row that the others give becomes zeros.</summary>
    public static void Orthonormalise(double[][] rows)
    {
        const double Nothing = 1e-12;
        for (var i = 0; i < rows.Length; i++)
        {
            var before = Math.Sqrt(Dot(rows[i], rows[i]));
            for (var again = 0; again < 2; again++)
                for (var j = 0; j < i; j++)
                {
                    var along = Dot(rows[i], rows[j]);
                    for (var k = 0; k < rows[i].Length; k++) rows[i][k] -= along * rows[j][k];
                }
            var size = Math.Sqrt(Dot(rows[i], rows[i]));
            for (var k = 0; k < rows[i].Length; k++) rows[i][k] = size > Nothing * before ? rows[i][k] / size : 0;
        }
    }

    /// <summary>Σ x·y.</summary>
    public static double Dot(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var k = 0; k < x.Length; k++) sum += x[k] * y[k];
        return sum;
    }
}
