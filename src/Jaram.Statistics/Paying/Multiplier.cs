// How much compute the candidate is worth: at each rung and seed, the compute that the parent would have needed for the
// candidate's loss, over what the candidate took. The parent's curve, laid through its own run of that seed, gives
//
//   ln CM = [ ln(L_parent − E) − ln(L_candidate − E) ] / α_parent + ln(C_parent / C_candidate)
//
// so which arm is better never hangs on the fit: E and α only scale the paired difference. A seed gives one number at
// the top rung and one slope over ln C, and Student's t judges them over the seeds: with three seeds a bootstrap alone
// would call one comparison in eight a gain where there is none. What the fit leaves open is added by refitting E and α
// on samples of whole seeds: the interval's ends are outer percentiles of the ends under those fits.
// Source: ours; the multiplier as "compute efficiency" in Hoffmann et al., arXiv:2203.15556; block bootstrap by seeds.

using Jaram.Statistics.Curves;
using Jaram.Statistics.Distributions;

namespace Jaram.Statistics.Paying;

/// <summary>A candidate's compute multiplier at the top rung, and where it is heading.</summary>
public sealed record Multiplier
{
    /// <summary>ln CM at the top rung.</summary>
    public required Interval Top { get; init; }

    /// <summary>ln CM at each rung, bottom first.</summary>
    public required IReadOnlyList<Interval> Rungs { get; init; }

    /// <summary>d ln CM / d ln C: below 0 the gain shrinks with compute.</summary>
    public required Interval Slope { get; init; }

    /// <summary>Curves of parent and candidate.</summary>
    public required PowerLawFit Fit { get; init; }

    /// <summary>E over samples of seeds.</summary>
    public required Interval Floor { get; init; }

    /// <summary>The parent's α over samples of seeds.</summary>
    public required Interval ParentSlope { get; init; }

    /// <summary>ln CM at the top rung, seed by seed.</summary>
    public required Sample Seeds { get; init; }

    /// <summary>Correlation of the arms' losses over the seeds at the top rung: what pairing gained; NaN where an arm
    /// does not vary.</summary>
    public required double Correlation { get; init; }

    /// <summary>Estimates it.</summary>
    /// <exception cref="StatisticsException">Too few seeds or rungs, or arms that do not pair.</exception>
    public static Multiplier Of(PairedLadder ladder, PayoffRule rule)
    {
        ladder.Check();
        var all = Enumerable.Range(0, ladder.Seeds).ToArray();
        var fit = FitTo(ladder, all);
        PowerLawFit[] refits =
            [.. Bootstrap.Draw(ladder.Seeds, rule.Samples, rule.Key).Select(seeds => FitTo(ladder, seeds))];
        var top = ladder.ParentCompute.Count - 1;
        return new()
        {
            Top = Widened(law => At(ladder, law, top), fit, refits, rule),
            Rungs = [.. Enumerable.Range(0, top + 1).Select(rung => Widened(
                law => At(ladder, law, rung), fit, refits, rule))],
            Slope = Widened(law => SlopeOf(ladder, law), fit, refits, rule),
            Fit = fit,
            Floor = Spread(refits.Select(f => f.Floor), fit.Floor, rule),
            ParentSlope = Spread(refits.Select(f => f.Curves[0].Slope), fit.Curves[0].Slope, rule),
            Seeds = At(ladder, fit.Curves[0], top),
            Correlation = CorrelationOf([.. ladder.Parent.Select(seed => seed[top])],
                [.. ladder.Candidate.Select(seed => seed[top])]),
        };
    }

    /// <summary>Two curves with one floor through the means of some seeds.</summary>
    private static PowerLawFit FitTo(PairedLadder ladder, int[] seeds) => PowerLawFit.Of(
        [Mean(ladder.ParentCompute, ladder.Parent, seeds), Mean(ladder.CandidateCompute, ladder.Candidate, seeds)],
        ladder.Least);

    private static IReadOnlyList<Rung> Mean(IReadOnlyList<double> compute, IReadOnlyList<IReadOnlyList<double>> losses,
        int[] seeds) => [.. compute.Select((c, rung) => new Rung(c, seeds.Average(seed => losses[seed][rung])))];

    private static double LogMultiplier(PairedLadder ladder, PowerLaw parent, int seed, int rung) =>
        Math.Log((ladder.Parent[seed][rung] - parent.Floor) / (ladder.Candidate[seed][rung] - parent.Floor))
            / parent.Slope
        + Math.Log(ladder.ParentCompute[rung] / ladder.CandidateCompute[rung]);

    private static Sample At(PairedLadder ladder, PowerLaw parent, int rung) =>
        new(Enumerable.Range(0, ladder.Seeds).Select(seed => LogMultiplier(ladder, parent, seed, rung)));

    /// <summary>The least-squares slope of each seed.</summary>
    private static Sample SlopeOf(PairedLadder ladder, PowerLaw parent)
    {
        double[] x = [.. ladder.ParentCompute.Select(c => Math.Log(c))];
        var centre = x.Average();
        var spread = x.Sum(at => (at - centre) * (at - centre));
        return new(Enumerable.Range(0, ladder.Seeds).Select(seed =>
            x.Select((at, rung) => (at - centre) * LogMultiplier(ladder, parent, seed, rung)).Sum() / spread));
    }

    private static Interval Widened(Func<PowerLaw, Sample> sample, PowerLawFit fit, PowerLawFit[] refits,
        PayoffRule rule)
    {
        var (seeds, tail) = (sample(fit.Curves[0]), (1 - rule.Confidence) / 2);
        var critical = StudentT.Quantile(1 - tail, seeds.Count - 1);
        var own = Interval.Around(seeds, critical);
        Interval[] others = [.. refits.Select(f => Interval.Around(sample(f.Curves[0]), critical))];
        return new(Math.Min(own.Low, Bootstrap.Percentile(others.Select(o => o.Low), tail)), own.Middle,
            Math.Max(own.High, Bootstrap.Percentile(others.Select(o => o.High), 1 - tail)));
    }

    private static Interval Spread(IEnumerable<double> values, double middle, PayoffRule rule)
    {
        double[] all = [.. values];
        var tail = (1 - rule.Confidence) / 2;
        return new(Bootstrap.Percentile(all, tail), middle, Bootstrap.Percentile(all, 1 - tail));
    }

    private static double CorrelationOf(double[] a, double[] b)
    {
        var (ma, mb) = (a.Average(), b.Average());
        var (aa, bb) = (a.Sum(x => (x - ma) * (x - ma)), b.Sum(x => (x - mb) * (x - mb)));
        return a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum() / Math.Sqrt(aa * bb);
    }
}
