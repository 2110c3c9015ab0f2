// Singular values of a matrix by its rows: pairs of rows are turned until all are orthogonal; then their lengths are
// the singular values, and the turns the left vectors. Plain double arithmetic in a fixed order: the same bits on every
// machine, whatever library or number of threads, as a growth must come out again to the bit.
// Source: one-sided Jacobi, Hestenes 1958; Golub and Van Loan, Matrix Computations, section 8.6.3.

namespace Jaram.Training.Growth;

/// <summary>A matrix as Σ u·s·v, largest s first.</summary>
/// <param name="Left">Left vectors: row i is u of value i, as long as the matrix has rows.</param>
/// <param name="Values">Singular values s, falling; as many as the matrix has rows, the last ones 0 where it is tall.
/// </param>
internal sealed record SingularValues(double[][] Left, double[] Values)
{
    private const int MostSweeps = 60;
    private const double Orthogonal = 1e-15;

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="rows">(m, n); left as it is.</param>
    public static SingularValues Of(double[][] rows)
    {
        var turned = rows.Select(row => (double[])row.Clone()).ToArray();
        var left = Enumerable.Range(0, rows.Length).Select(i => Unit(rows.Length, i)).ToArray();
        for (var (sweep, isDone) = (0, false); !isDone && sweep < MostSweeps; sweep++)
        {
            isDone = true;
            for (var i = 0; i < rows.Length; i++)
                for (var j = i + 1; j < rows.Length; j++) isDone &= !Turn(turned, left, i, j);
        }
        double[] lengths = [.. turned.Select(row => Math.Sqrt(Dot(row, row)))];
        int[] order = [.. Enumerable.Range(0, rows.Length).OrderByDescending(i => lengths[i])];
        return new([.. order.Select(i => left[i])], [.. order.Select(i => lengths[i])]);
    }

    /// <summary>The share of the matrix, in the L2 norm, that is lost without all values from a place on.</summary>
    public double Lost(int from)
    {
        var whole = Values.Sum(value => value * value);
        return whole == 0 ? 0 : Math.Sqrt(Values.Skip(from).Sum(value => value * value) / whole);
    }

    /// <returns>Whether there was something to turn.</returns>
    private static bool Turn(double[][] rows, double[][] left, int i, int j)
    {
        var (a, b, both) = (Dot(rows[i], rows[i]), Dot(rows[j], rows[j]), Dot(rows[i], rows[j]));
        if (both * both <= Orthogonal * Orthogonal * a * b) return false;
        var half = (b - a) / (2 * both);
        var tangent = (half >= 0 ? 1 : -1) / (Math.Abs(half) + Math.Sqrt(1 + half * half));
        var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        Turn(rows[i], rows[j], cosine, cosine * tangent);
        Turn(left[i], left[j], cosine, cosine * tangent);
        return true;
    }

    private static void Turn(double[] x, double[] y, double cosine, double sine)
    {
        for (var k = 0; k < x.Length; k++)
            (x[k], y[k]) = (cosine * x[k] - sine * y[k], sine * x[k] + cosine * y[k]);
    }

    /// <summary>Four sums side by side: one alone would wait for itself.</summary>
    private static double Dot(double[] x, double[] y)
    {
        double a = 0, b = 0, c = 0, d = 0;
        var k = 0;
        for (; k + 4 <= x.Length; k += 4)
            (a, b, c, d) = (a + x[k] * y[k], b + x[k + 1] * y[k + 1], c + x[k + 2] * y[k + 2], d + x[k + 3] * y[k + 3]);
        for (; k < x.Length; k++) a += x[k] * y[k];
        return a + b + (c + d);
    }

    private static double[] Unit(int length, int at)
    {
        var row = new double[length];
        row[at] = 1;
        return row;
    }
}
