// Student's t: what a mean of few numbers is measured by when their deviation is not known either.
// Source: NIST DLMF 8.17 for the distribution; the inverse is found by halving.

namespace Jaram.Statistics.Distributions;

/// <summary>Student's t distribution.</summary>
public static class StudentT
{
    private const double Widest = 1e9;

    /// <summary>The share of the distribution that lies below t.</summary>
    /// <param name="t">Any number; infinities give 0 and 1.</param>
    /// <param name="freedom">Degrees of freedom, 1 or more.</param>
    public static double Below(double t, int freedom)
    {
        if (double.IsInfinity(t)) return t > 0 ? 1 : 0;
        var near = t * t / (freedom + t * t);                           // 1 − x, which near t = 0 is too near 1 to be x
        var tail = near < 0.5
            ? 0.5 - 0.5 * IncompleteBeta.Of(0.5, 0.5 * freedom, near)
            : 0.5 * IncompleteBeta.Of(0.5 * freedom, 0.5, freedom / (freedom + t * t));
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The share that lies further from 0 than t, on both sides: the p-value of a t statistic.</summary>
    public static double Beyond(double t, int freedom) => 2 * Below(-Math.Abs(t), freedom);

    /// <summary>The t that a share of the distribution lies below.</summary>
    /// <param name="share">Between 0 and 1.</param>
    /// <param name="freedom">Degrees of freedom, 1 or more.</param>
    public static double Quantile(double share, int freedom)
    {
        if (share < 0.5) return -Quantile(1 - share, freedom);
        var (low, high) = (0.0, 1.0);
        while (Below(high, freedom) < share && high < Widest) high *= 2;
        while (high - low > 1e-13 * high)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) break;
            if (Below(middle, freedom) < share) low = middle;
            else high = middle;
        }
        return 0.5 * (low + high);
    }
}
