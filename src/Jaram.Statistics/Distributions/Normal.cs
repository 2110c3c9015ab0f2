// Source: Marsaglia, "Evaluating the Normal Distribution", J. Stat. Software 11(4), 2004: the series of Φ over φ.

namespace Jaram.Statistics.Distributions;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    private const double Far = 8;

    /// <summary>Φ(x), right to 1e-15; 0 or 1 beyond eight deviations.</summary>
    public static double Below(double x)
    {
        if (x < -Far) return 0;
        if (x > Far) return 1;
        var (sum, before, term, n) = (x, 0.0, x, 1.0);
        while (sum != before)
        {
            before = sum;
            n += 2;
            term *= x * x / n;
            sum += term;
        }
        return 0.5 + sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
    }
}
