using Jaram.Statistics;
using Jaram.Statistics.Detecting;
using Jaram.Zoo.Measuring;

namespace Jaram.Zoo.Reporting;

/// <summary>How well one score tells a kind from strangers.</summary>
/// <param name="Measure">The score.</param>
/// <param name="Made">Pairs of the kind that have it.</param>
/// <param name="Pairs">Pairs of the kind.</param>
/// <param name="Strangers">Pairs of strangers that have it.</param>
/// <param name="Area">Area under the curve over pairs that have it.</param>
/// <param name="FoundAtOnePercent">Pairs of the kind that score above all but 1 % of the strangers.</param>
/// <param name="Rate">Their share in all pairs of the kind, with its interval at 95 %.</param>
/// <param name="Median">The middle score of the kind.</param>
public sealed record CurveResult(string Measure, int Made, int Pairs, int Strangers, double Area,
    int FoundAtOnePercent, Interval Rate, double Median)
{
    private const double Confidence = 0.95, FalseRate = 0.01;

    /// <summary>Draws a curve.</summary>
    internal static CurveResult Of(string measure, List<PairRow> pairs, IReadOnlyList<PairRow> strangers)
    {
        double[] positives = Scores(pairs), negatives = Scores(strangers);
        if (positives.Length == 0 || negatives.Length == 0)
            return new(measure, 0, pairs.Count, negatives.Length, 0, 0, default, 0);
        var curve = new Detection(positives, negatives);
        var found = curve.FoundAt(FalseRate);
        return new(measure, positives.Length, pairs.Count, negatives.Length, curve.Area, found,
            ClopperPearson.Of(found, pairs.Count, Confidence), positives.Order().ElementAt(positives.Length / 2));

        double[] Scores(IReadOnlyList<PairRow> rows) => [.. rows.Where(row => row.Scores.ContainsKey(measure))
            .Select(row => row.Scores[measure])];
    }
}
