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
    public ILookup<Component, TestMade> Run(Anatomy one, Anatomy other) =>
        Run(one, other, Cards(one, other));

    /// <summary>Cards by shared tokens, of the sizes that were fixed.</summary>
    public TokenCards Cards(Anatomy one, Anatomy other) =>
        TokenCards.Of(one, other, rules.CardInputs, rules.CardUnits, rules.Cards);

    /// <summary>The same where cards are filled already.</summary>
    public ILookup<Component, TestMade> Run(Anatomy one, Anatomy other, TokenCards cards)
    {
        var made = new List<(Component Of, TestMade Test)>();
        foreach (var pairs in Pairs(one, other).GroupBy(pair => pair.One.Group.Component))
            made.AddRange(Hidden(pairs).Select(test => (pairs.Key, test)));
        if (one.Width == other.Width)
            foreach (var component in cards.Mine.Select(card => card.Place.Component).Distinct())
                if (cards.Score(component, rules.Shuffles) is { Numbers: > 0 } score)
                    made.Add((component, Made(TestKind.Responses, score)));
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
        return [.. one.SomeGroups(rules.Networks)
            .Where(group => theirs.TryGetValue((group.Component, group.Layer, group.Expert), out var its)
                && group.Fits(its))
            .Select(group => ((one, group), (other, theirs[(group.Component, group.Layer, group.Expert)])))];
    }

    private IEnumerable<TestMade> Hidden(
        IEnumerable<((Anatomy Of, UnitGroup Group) One, (Anatomy Of, UnitGroup Group) Other)> pairs)
    {
        var test = new HiddenUnits(rules.Units, rules.Shuffles);
        var scores = pairs.Select(pair => test.Score(pair.One, pair.Other)).ToList();
        yield return Made(TestKind.HiddenUnits, OrderStatistic.Combine([.. scores.Select(score => score.Plain)]));
        yield return Made(TestKind.HiddenSquares, OrderStatistic.Combine([.. scores.Select(score => score.Squares)]));
    }

    private TestMade Made(TestKind kind, OrderStatistic score) =>
        new(kind, score, score.Z >= critical && score.IsAtFloor);
}
