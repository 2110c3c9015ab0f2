// The loss of a rung that is not run yet, from the rungs below it: each sample of seeds is fitted with every floor that
// fits it about as well as the best, with and without its lowest rung, which may be too short to lie on the curve. And
// early on losses lie on no power law at all, they fall faster and slower again: so the line through the last two rungs
// goes on too, its slope moved by as much as slopes between rungs change, here and usually. What the ladder cannot tell
// widens the interval, which spans all three.
// Source: profile likelihood (floors within the 95 % point of χ²₁ of the best) inside a block bootstrap over
// seeds; slopes as a random walk, the local linear trend of Harvey, Forecasting, Structural Time Series Models and the
// Kalman Filter (1989), section 2.3; ours.

using Jaram.Statistics.Distributions;

namespace Jaram.Statistics.Curves;

/// <summary>Foretells the mean loss of the seeds at the next rung.</summary>
public static class Forecast
{
    private const double Tolerance = 3.84;

    /// <summary>How much a slope changes from one doubling to the next, as a share of it: root mean square of 24
    /// changes of 12 ladders of sprouts on reviews and a village, 0 to 63 % each; it counts as four changes more.
    /// </summary>
    private const double UsualChange = 0.36;

    private const int UsualCount = 4;

    /// <summary>The interval that the mean of the seeds will lie in.</summary>
    /// <param name="compute">Of each rung below, rising; two or more.</param>
    /// <param name="losses">By seed, then rung.</param>
    /// <param name="next">Compute of the next rung.</param>
    /// <param name="rule">Samples, confidence and key.</param>
    public static Interval Of(IReadOnlyList<double> compute, IReadOnlyList<IReadOnlyList<double>> losses, double next,
        PayoffRule rule)
    {
        var noise = new Sample(losses.Select(seed => Math.Log(seed[^1])));
        var (highest, all) = (losses.Min(seed => seed.Min()), Enumerable.Range(0, losses.Count).ToArray());
        var best = PowerLawFit.Of([Mean(compute, losses, all)], highest).Curves[0].At(next);
        var random = new Random(rule.Key);
        List<double>[] foretold = [[], [], []];                   // by all rungs, without the lowest, straight on
        foreach (var sample in Bootstrap.Draw(losses.Count, rule.Samples, rule.Key))
        {
            var rungs = Mean(compute, losses, sample);
            var t = StudentT.Quantile(Math.Clamp(random.NextDouble(), 1e-6, 1 - 1e-6), noise.Count - 1);
            foreach (var (which, curve) in (rungs.Count > 2 ? new[] { rungs, [.. rungs.Skip(1)] } : [rungs]).Index())
            {
                var fits = PowerLawFit.Profile([curve], highest);
                if (curve.Count < 3 && rungs.Count > 2) fits = [fits[0]];   // two rungs tell no floor: straight on
                var least = fits.Min(fit => Squares(fit, curve));
                var variance = noise.StandardError * noise.StandardError + least / curve.Count;
                foreach (var fit in fits.Where(fit => Squares(fit, curve) - least <= Tolerance * variance))
                    foretold[which].Add(fit.Curves[0].At(next) * Math.Exp(Math.Sqrt(variance) * t));
            }
            if (rungs.Count > 2)
                foretold[2].Add(StraightOn(rungs, next, random) * Math.Exp(noise.StandardError * t));
        }
        var tail = (1 - rule.Confidence) / 2;
        var told = foretold.Where(some => some.Count > 0).ToList();
        return new(told.Min(some => Bootstrap.Percentile(some, tail)), best,
            told.Max(some => Bootstrap.Percentile(some, 1 - tail)));
    }

    /// <summary>Along the last slope of ln L over ln C, moved by a draw as wide as slopes change: of so few changes a
    /// usual one is added, and Student's t says how little they know.</summary>
    private static double StraightOn(IReadOnlyList<Rung> rungs, double next, Random random)
    {
        double[] slopes = [.. rungs.Zip(rungs.Skip(1), (low, high) =>
            Math.Log(high.Loss / low.Loss) / Math.Log(high.Compute / low.Compute))];
        var (squares, free) = (slopes.Zip(slopes.Skip(1), (one, then) => (then - one) * (then - one)).Sum(),
            slopes.Length - 1 + UsualCount);
        var change = Math.Sqrt((squares + UsualCount * Math.Pow(UsualChange * slopes[^1], 2)) / free);
        var draw = StudentT.Quantile(Math.Clamp(random.NextDouble(), 1e-6, 1 - 1e-6), free);
        return rungs[^1].Loss * Math.Exp((slopes[^1] + change * draw) * Math.Log(next / rungs[^1].Compute));
    }

    private static IReadOnlyList<Rung> Mean(IReadOnlyList<double> compute, IReadOnlyList<IReadOnlyList<double>> losses,
        int[] seeds) => [.. compute.Select((c, rung) => new Rung(c, seeds.Average(seed => losses[seed][rung])))];

    /// <summary>How far the rungs lie from the curve, in squares of log losses.</summary>
    private static double Squares(PowerLawFit fit, IReadOnlyList<Rung> rungs) =>
        rungs.Sum(rung => Math.Pow(Math.Log(fit.Curves[0].At(rung.Compute) / rung.Loss), 2));
}
