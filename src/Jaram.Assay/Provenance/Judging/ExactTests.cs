// All exact tests of two models, component by component.
// Source: ours; each test names its own.

using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Judging;

/// <summary>Makes the tests whose chance of a false answer is known.</summary>
/// <param name="rules">Sizes.</param>
/// <param name="critical">The score from which a test fires.</param>
internal sealed class ExactTests(Thresholds rules, double critical)
{
    private static readonly Component[] _onStream =
    [
        Component.Embedding, Component.Attention, Component.Mlp, Component.Experts, Component.Router, Component.Head,
    ];

    /// <summary>Makes them.</summary>
    public ILookup<Component, TestMade> Run(Anatomy one, Anatomy other)
    {
        var made = new List<(Component Of, TestMade Test)>();
        foreach (var pairs in Pairs(one, other).GroupBy(pair => pair.One.Group.Component))
            made.AddRange(Hidden(pairs).Select(test => (pairs.Key, test)));
        foreach (var pairs in Pairs(one, other).Where(pair => pair.One.Group.Width == one.Width
            && one.Width == other.Width).GroupBy(pair => pair.One.Group.Component))
            if (Responses(one, other, [.. pairs]) is { Numbers: > 0 } score)
                made.Add((pairs.Key, Made(TestKind.Responses, score)));
        var stream = new StreamChannels(rules.Channels, rules.Features, rules.Shuffles);
        foreach (var component in _onStream)
            if (stream.Score(one, other, component) is { Numbers: > 0 } score)
                made.Add((component, Made(TestKind.Stream, score)));
        return made.ToLookup(each => each.Of, each => each.Test);
    }

    /// <summary>Networks that stand in the same place and fit; of very many experts, some of each layer.</summary>
    private List<((Anatomy Of, UnitGroup Group) One, (Anatomy Of, UnitGroup Group) Other)> Pairs(
        Anatomy one, Anatomy other)
    {
        var theirs = other.Groups.ToDictionary(group => (group.Component, group.Layer, group.Expert));
        return [.. Chosen(one, rules.Networks)
            .Where(group => theirs.TryGetValue((group.Component, group.Layer, group.Expert), out var its)
                && group.Fits(its))
            .Select(group => ((one, group), (other, theirs[(group.Component, group.Layer, group.Expert)])))];
    }

    /// <summary>So many networks at most: the first experts of each layer.</summary>
    internal static IEnumerable<UnitGroup> Chosen(Anatomy of, int most)
    {
        var layers = of.Groups.Select(group => (group.Component, group.Layer)).Distinct().Count();
        var each = Math.Max(1, most / Math.Max(1, layers));
        return of.Groups.GroupBy(group => (group.Component, group.Layer)).SelectMany(layer => layer.Take(each));
    }

    private IEnumerable<TestMade> Hidden(
        IEnumerable<((Anatomy Of, UnitGroup Group) One, (Anatomy Of, UnitGroup Group) Other)> pairs)
    {
        var test = new HiddenUnits(rules.Units, rules.Shuffles);
        var scores = pairs.Select(pair => test.Score(pair.One, pair.Other)).ToList();
        yield return Made(TestKind.HiddenUnits, OrderStatistic.Combine([.. scores.Select(score => score.Plain)]));
        yield return Made(TestKind.HiddenSquares, OrderStatistic.Combine([.. scores.Select(score => score.Squares)]));
    }

    private OrderStatistic Responses(Anatomy one, Anatomy other,
        List<((Anatomy Of, UnitGroup Group) One, (Anatomy Of, UnitGroup Group) Other)> pairs)
    {
        var shared = SharedTokens.Of(one, other, rules.CardInputs);
        if (shared.Count < 2) return new(0, [], 0);
        var (mine, theirs) = (Projection.Probes(one, shared.Here), Projection.Probes(other, shared.There));
        return OrderStatistic.Combine([.. pairs.Select(pair =>
            UnitCard.Of(one, pair.One.Group, mine, rules.CardUnits)
                .Score(UnitCard.Of(other, pair.Other.Group, theirs, rules.CardUnits), rules.Shuffles))]);
    }

    private TestMade Made(TestKind kind, OrderStatistic score) =>
        new(kind, score, score.Z >= critical && score.IsAtFloor);
}
