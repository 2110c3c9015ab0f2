using Jaram.Statistics;
using Jaram.Statistics.Detecting;
using Jaram.Zoo.Measuring;

namespace Jaram.Zoo.Reporting;

/// <summary>What became of one kind of animals.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Pairs">Animals of it against those that they were made from.</param>
/// <param name="Kinship">How these are related.</param>
/// <param name="Dependent">Pairs with a part judged dependent.</param>
/// <param name="Suspect">Pairs with a part suspected, and none dependent.</param>
/// <param name="Rate">Share of the dependent, with its interval at 95 %.</param>
/// <param name="PartsRight">Parts that come from the other and were judged so.</param>
/// <param name="PartsMissed">Parts that come from the other and were not.</param>
/// <param name="PartsWrong">Parts that do not and were judged so.</param>
/// <param name="Found">For each test, pairs in which it found something.</param>
/// <param name="Curves">Score by score.</param>
/// <param name="Layers">Layers found where they come from.</param>
/// <param name="Self">Copies found within.</param>
public sealed record KindResult(string Kind, int Pairs, string Kinship, int Dependent, int Suspect, Interval Rate,
    int PartsRight, int PartsMissed, int PartsWrong, IReadOnlyDictionary<string, int> Found,
    IReadOnlyList<CurveResult> Curves, MapScore Layers, MapScore Self)
{
    private const double Confidence = 0.95;

    /// <summary>Sums a kind up.</summary>
    internal static KindResult Of(string kind, IReadOnlyList<AnimalRow> animals, IReadOnlyList<PairRow> all,
        IReadOnlyList<PairRow> strangers, IReadOnlyList<string> measures,
        IReadOnlyDictionary<string, int> families)
    {
        List<PairRow> pairs = [.. all.Where(pair => pair.Kind == kind
            && pair.Kinship is (Planning.Kinship.Related or Planning.Kinship.Taught))];
        var dependent = pairs.Count(pair => pair.Dependent.Count > 0);
        return new(kind, pairs.Count, Measures.Word(pairs[0].Kinship), dependent,
            pairs.Count(pair => pair.Suspect.Count > 0 && pair.Dependent.Count == 0),
            ClopperPearson.Of(dependent, pairs.Count, Confidence),
            pairs.Sum(pair => pair.Expected.Intersect(pair.Dependent).Count()),
            pairs.Sum(pair => pair.Expected.Except(pair.Dependent).Count()),
            pairs.Sum(pair => pair.Dependent.Except(pair.Expected).Count()),
            pairs.SelectMany(pair => pair.Found).CountBy(test => test).ToDictionary(),
            [.. measures.Select(measure => CurveResult.Of(measure, pairs, strangers, families))
                .Where(curve => curve.Made > 0)],
            pairs.Aggregate(new MapScore(), (sum, pair) => sum + pair.Layers),
            animals.Aggregate(new MapScore(), (sum, row) => sum + row.Self));
    }
}
