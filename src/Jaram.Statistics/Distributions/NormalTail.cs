// The upper tail of the normal distribution, as far out as z goes: 1 − Φ loses every digit beyond eight deviations.
// Source: NIST DLMF 7.9.1 (continued fraction of the complementary error function), evaluated from its far end; for
// small z as in Normal.

namespace Jaram.Statistics.Distributions;

/// <summary>Chances of large deviations.</summary>
public static class NormalTail
{
    private const double Near = 3;
    private const int Terms = 200;

    /// <summary>P(Z > z).</summary>
    public static double Above(double z) => z < Near ? 1 - Normal.Below(z) : Math.Exp(LogAbove(z));

    /// <summary>The z beyond which a share of the distribution lies.</summary>
    /// <param name="chance">Above 0, at most a half.</param>
    public static double Beyond(double chance)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chance, 0.5);
        var (low, high) = (0.0, 1.0);
        while (Above(high) > chance) high *= 2;
        while (high - low > 1e-12 * high)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) break;
            if (Above(middle) > chance) low = middle;
            else high = middle;
        }
        return 0.5 * (low + high);
    }

    /// <summary>ln P(Z > z).</summary>
    /// <param name="z">3 and more.</param>
    private static double LogAbove(double z)
    {
        var fraction = 0.0;
        for (var n = Terms; n >= 1; n--) fraction = n / (z + fraction);
        return -0.5 * z * z - 0.5 * Math.Log(2 * Math.PI) - Math.Log(z + fraction);
    }
}
