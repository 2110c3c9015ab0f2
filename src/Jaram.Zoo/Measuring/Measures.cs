// The numbers that a pair of models gets: every test of the battery, part by part, as it stands in the report of a
// scan; and rival measures, which are functions of two models and plug in here.
// Source: ours; each test names its own.

using System.Text.Json;
using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Zoo.Measuring;

/// <summary>Another way to say how alike two models are.</summary>
/// <param name="Name">A column's name, as in <c>huref</c>.</param>
/// <param name="Likeness">The higher, the more alike; no number where it cannot be made.</param>
public sealed record Rival(string Name, Func<Subject, Subject, double> Likeness);

/// <summary>Names of scores, and where they stand in a report.</summary>
internal static class Measures
{
    /// <summary>Tests whose chance of a false answer is known: their scores are normal where nothing is.</summary>
    public static IReadOnlyList<TestKind> Exact { get; } =
        [TestKind.HiddenUnits, TestKind.HiddenSquares, TestKind.Responses, TestKind.Stream];

    /// <summary>All that a scan gives one score a pair for, in the order of columns.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        Word(TestKind.Equality), .. Exact.Select(kind => Word(kind)), Word(TestKind.LayerMap),
        Word(TestKind.ResponseMap), Word(TestKind.Matched), Agreement, Word(TestKind.Aligned), Word(TestKind.Profile),
        Word(TestKind.Spectra), NormCosine, NormOrder, Tokens,
    ];

    /// <summary>Share of units that both matchings give one partner.</summary>
    public const string Agreement = "agreement";

    /// <summary>Cosine of gains.</summary>
    public const string NormCosine = "normCosine";

    /// <summary>Order of gains over channels.</summary>
    public const string NormOrder = "normOrder";

    /// <summary>Tokens shared over all.</summary>
    public const string Tokens = "tokens";

    /// <summary>A test's name.</summary>
    public static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>All scores of a pair: one for each test and part, as in <c>hiddenUnits.mlp</c>, and the largest of each
    /// test under the test's own name.</summary>
    public static SortedDictionary<string, double> Of(PairReport pair)
    {
        var scores = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var finding in pair.Findings)
        {
            foreach (var test in finding.Tests.Where(test => Exact.Contains(test.Kind)))
                Put(Word(test.Kind), finding.Component, test.Score.Z);
            if (finding.Equality.Numbers > 0)
                Put(Word(TestKind.Equality), finding.Component, finding.Equality.Equal);
        }
        PutMap(TestKind.LayerMap, pair.ByWeights);
        PutMap(TestKind.ResponseMap, pair.ByResponses);
        if (pair.Matched.Depths.Count > 0)
        {
            if (pair.Matched.Critical > 0) scores[Word(TestKind.Matched)] = pair.Matched.Adjusted;
            scores[Agreement] = pair.Matched.Depths.Max(depth => depth.Match.Agreement);
        }
        PutFinite(Word(TestKind.Aligned), pair.Aligned);
        PutFinite(Word(TestKind.Profile), pair.Profile);
        foreach (var (part, likeness) in pair.Spectra) Put(Word(TestKind.Spectra), part, likeness);
        if (pair.Norms.Norms > 0)
            (scores[NormCosine], scores[NormOrder]) = (pair.Norms.Cosine, pair.Norms.Order.Z);
        if (pair.Tokens.Tokens > 0) scores[Tokens] = pair.Tokens.Jaccard;
        return scores;

        void Put(string test, Component part, double score)
        {
            scores[$"{test}.{Word(part)}"] = score;
            scores[test] = Math.Max(score, scores.GetValueOrDefault(test, double.NegativeInfinity));
        }

        void PutMap(TestKind kind, LayerMap map)
        {
            if (map.Pairs > 0) scores[Word(kind)] = map.Most;
        }

        void PutFinite(string name, double score)
        {
            if (double.IsFinite(score)) scores[name] = score;
        }
    }

    /// <summary>Tests that found something, as verdicts and tests tell.</summary>
    public static SortedSet<string> Found(PairReport pair)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var finding in pair.Findings)
        {
            foreach (var test in finding.Tests.Where(test => test.Fires)) found.Add(Word(test.Kind));
            foreach (var kind in finding.Verdict switch
            {
                Verdict.Dependent by => by.By,
                Verdict.Suspect by => by.By,
                _ => [],
            }) found.Add(Word(kind));
        }
        if (pair.Matched.Said == MatchSays.SameUnits) found.Add(Word(TestKind.Matched));
        return found;
    }
}
