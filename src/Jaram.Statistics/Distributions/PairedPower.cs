// How often a paired t-test finds what is there: the chance that a non-central t lies beyond the critical value.
//
//   P(T > t) = ∫ Φ(δ − t·u) f(u) du,   u = √(χ²_ν / ν),   δ = effect·√n / deviation
//
// Source: Owen, "A special case of a bivariate non-central t-distribution", Biometrika 52 (1965) 437; integrated by
// Simpson's rule.

namespace Jaram.Statistics.Distributions;

/// <summary>The power of a paired t-test.</summary>
public static class PairedPower
{
    /// <summary>No plan asks for more pairs.</summary>
    public const int MostPairs = 1000;

    private const int Slices = 400;

    /// <summary>The chance that a two-sided test finds the effect, on the right side.</summary>
    /// <param name="effect">The true mean of the differences.</param>
    /// <param name="deviation">Their standard deviation; with 0 every effect is found.</param>
    /// <param name="pairs">How many differences, 2 or more.</param>
    /// <param name="level">The test's two-sided level, as in 0.05.</param>
    public static double Of(double effect, double deviation, int pairs, double level)
    {
        if (deviation <= 0) return effect == 0 ? level / 2 : 1;
        var freedom = pairs - 1;
        var critical = StudentT.Quantile(1 - level / 2, freedom);
        var shift = Math.Abs(effect) * Math.Sqrt(pairs) / deviation;
        var logScale = Math.Log(2) + freedom / 2.0 * Math.Log(freedom / 2.0) - Gamma.Log(freedom / 2.0);
        var (to, sum) = (1 + 8 / Math.Sqrt(freedom), 0.0);
        for (var i = 0; i <= Slices; i++)
        {
            var u = to * i / Slices;
            var weight = i is 0 or Slices ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Normal.Below(shift - critical * u) * Density(u, freedom, logScale);
        }
        return Math.Clamp(sum * to / Slices / 3, 0, 1);
    }

    /// <summary>The fewest pairs that find the effect often enough; <see cref="MostPairs"/> if those would not
    /// either.</summary>
    /// <param name="effect">The true mean of the differences.</param>
    /// <param name="deviation">Their standard deviation.</param>
    /// <param name="level">The test's two-sided level.</param>
    /// <param name="power">How often, as in 0.8.</param>
    public static int PairsFor(double effect, double deviation, double level, double power)
    {
        var (fewer, enough) = (1, 2);
        while (enough < MostPairs && Of(effect, deviation, enough, level) < power)
            (fewer, enough) = (enough, Math.Min(MostPairs, enough * 2));
        while (enough - fewer > 1)
        {
            var middle = (fewer + enough) / 2;
            if (Of(effect, deviation, middle, level) < power) fewer = middle;
            else enough = middle;
        }
        return enough;
    }

    /// <summary>Density of √(χ²_ν / ν).</summary>
    private static double Density(double u, int freedom, double logScale)
    {
        if (u == 0) return freedom == 1 ? Math.Exp(logScale) : 0;
        return Math.Exp(logScale + (freedom - 1) * Math.Log(u) - freedom * u * u / 2);
    }
}
