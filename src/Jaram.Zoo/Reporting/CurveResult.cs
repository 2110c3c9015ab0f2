using Jaram.Statistics;
using Jaram.Statistics.Detecting;
using Jaram.Zoo.Measuring;

namespace Jaram.Zoo.Reporting;

/// <summary>How well one score tells a kind from strangers.</summary>
/// <param name="Measure">The score.</param>
/// <param name="Made">Pairs of the kind that have it.</param>
/// <param name="Pairs">Pairs of the kind.</param>
/// <param name="Strangers">Pairs of strangers that have it.</param>
/// <param name="Area">Area under the curve over pairs that have it, with its interval at 95 % over families.</param>
/// <param name="PartialArea">The same where 5 % of the strangers at most are taken for kin, as a share of 5 %.</param>
/// <param name="FoundAtOnePercent">Pairs of the kind that score above all but 1 % of the strangers.</param>
/// <param name="Rate">Their share in all pairs of the kind, with its interval at 95 %.</param>
/// <param name="Median">The middle score of the kind.</param>
public sealed record CurveResult(string Measure, int Made, int Pairs, int Strangers, Interval Area,
    double PartialArea, int FoundAtOnePercent, Interval Rate, double Median)
{
    private const double Confidence = 0.95, FalseRate = 0.01, Part = 0.05;
    private const int Samples = 1000, Key = 1;

    /// <summary>Draws a curve.</summary>
    internal static CurveResult Of(string measure, List<PairRow> pairs, IReadOnlyList<PairRow> strangers,
        IReadOnlyDictionary<string, int> families)
    {
        FamilyScore[] positives = Scores(pairs), negatives = Scores(strangers);
        if (positives.Length == 0 || negatives.Length == 0)
            return new(measure, 0, pairs.Count, negatives.Length, default, 0, 0, default, 0);
        var curve = new Detection(positives.Select(each => each.Score), negatives.Select(each => each.Score));
        var found = curve.FoundAt(FalseRate);
        return new(measure, positives.Length, pairs.Count, negatives.Length,
            FamilyBootstrap.Area(positives, negatives, families.Count, Samples, Key, Confidence),
            curve.PartialArea(Part), found, ClopperPearson.Of(found, pairs.Count, Confidence),
            positives.Select(each => each.Score).Order().ElementAt(positives.Length / 2));

        FamilyScore[] Scores(IReadOnlyList<PairRow> rows) => [.. rows.Where(row => row.Scores.ContainsKey(measure))
            .Select(row => new FamilyScore(row.Scores[measure], [.. row.Families.Select(name => families[name])]))];
    }
}
