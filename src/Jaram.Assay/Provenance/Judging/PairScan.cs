// The candidate against one other model.
// Source: ours.

using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Reading;
using Jaram.Statistics.Distributions;

namespace Jaram.Assay.Provenance.Judging;

/// <summary>What was measured on a pair, before controls and first weights have their say.</summary>
/// <param name="Other">The other model.</param>
/// <param name="Exact">Exact tests.</param>
/// <param name="Equality">Equal numbers of each component.</param>
/// <param name="ByWeights">Layers against layers.</param>
/// <param name="ByResponses">The same through the own embeddings.</param>
/// <param name="Depths">The candidate's layers whose units were matched, and how.</param>
/// <param name="Shifted">z of those against layers half the depth away.</param>
/// <param name="Aligned">Likeness of aligned attention.</param>
/// <param name="Profile">Likeness of deviations over depth.</param>
/// <param name="Spectra">Likeness of singular values, of parts that both have.</param>
internal sealed record PairMeasures(Anatomy Other, ILookup<Component, TestMade> Exact,
    IReadOnlyDictionary<Component, ValueEquality> Equality, LayerMap ByWeights, LayerMap ByResponses,
    IReadOnlyList<(UnitGroup Of, UnitMatch Match)> Depths, IReadOnlyList<double> Shifted, double Aligned,
    double Profile, IReadOnlyDictionary<Component, double> Spectra);

/// <summary>Measures pairs.</summary>
/// <param name="candidate">The candidate.</param>
/// <param name="rules">Sizes.</param>
/// <param name="critical">The score from which an exact test fires.</param>
internal sealed class PairScan(Anatomy candidate, Thresholds rules, double critical)
{
    private readonly ExactTests _exact = new(rules, critical);
    private readonly Lazy<IReadOnlyList<UnitCard>> _cards = new(() => Cards(candidate, rules));
    private readonly Lazy<SingularValues> _spectra = new(() => new(candidate, rules.MatchDepths));

    /// <summary>The candidate's networks on cards.</summary>
    public IReadOnlyList<UnitCard> OwnCards => _cards.Value;

    /// <summary>Measures. What reads whole models goes on beside what computes with little of them.</summary>
    public PairMeasures Measure(Anatomy other)
    {
        var cards = _exact.Cards(candidate, other);
        var reading = Task.Run(() => (Exact: _exact.Run(candidate, other, cards),
            Equality: candidate.Components.ToDictionary(component => component,
                component => ValueEquality.Of(candidate, other, component))));
        try
        {
            var weights = LayerMap.Of(LayerMap.Between(OwnCards, Cards(other, rules)), rules.Shuffles, Bar);
            var responses = LayerMap.Of(LayerMap.Between(cards.Mine, cards.Theirs), rules.Shuffles, Bar);
            var (depths, shifted) = Match(other, weights.Pairs > 0 ? weights : responses);
            var aligned = new AlignedAttention(rules.AlignChannels, rules.MatchProbes, rules.FewestTokens)
                .Score(candidate, other);
            var (profile, spectra) = (DeviationProfile.Likeness(candidate, other),
                _spectra.Value.Likeness(new(other, rules.MatchDepths)));
            var (exact, equality) = reading.GetAwaiter().GetResult();
            return new(other, exact, equality, weights, responses, depths, shifted, aligned, profile, spectra);
        }
        finally
        {
            Task.WaitAny(reading);                                      // before files close
        }
    }

    /// <summary>The score from which one of so many pairs counts.</summary>
    public double Bar(int pairs) => NormalTail.Beyond(NormalTail.Above(critical) / pairs);

    /// <summary>Cards by signs that all models share.</summary>
    private static IReadOnlyList<UnitCard> Cards(Anatomy of, Thresholds rules) =>
        [.. Projection.OfSigns(of, of.SomeGroups(rules.Cards), rules.CardInputs, rules.CardUnits)
            .Select(card => UnitCard.Prepared(NetworkPlace.Of(card.Group), card.Group.Units, card.Parts,
                rules.CardInputs))];

    /// <summary>Matches units of some layers, spread over the depth, with those of the layer that the map gives, or
    /// else of the one at the same depth; and with one half the depth away.</summary>
    private (List<(UnitGroup, UnitMatch)>, List<double>) Match(Anatomy other, LayerMap map)
    {
        var (mine, theirs) = (Decoder(candidate), Decoder(other));
        var pairs = new List<(UnitGroup Mine, UnitGroup Theirs)>();
        for (var depth = 0; theirs.Count > 0 && depth < Math.Min(rules.MatchDepths, mine.Count); depth++)
        {
            var at = depth * mine.Count / Math.Min(rules.MatchDepths, mine.Count);
            LayerMatch? found = map.Found.FirstOrDefault(match => match.One.Layer == mine[at].Layer);
            var twin = found is null ? at * theirs.Count / mine.Count
                : Math.Max(0, theirs.FindIndex(group => group.Layer == found.Other.Layer));
            pairs.AddRange((mine[at], theirs[twin]), (mine[at], theirs[(twin + theirs.Count / 2) % theirs.Count]));
        }
        var matches = new MatchedUnits(rules.MatchUnits, rules.MatchProbes, rules.FewestTokens)
            .Score(candidate, other, pairs);
        var (depths, shifted) = (new List<(UnitGroup, UnitMatch)>(), new List<double>());
        for (var at = 0; at < pairs.Count; at += 2)
        {
            if (matches[at] is not { } match) continue;
            depths.Add((pairs[at].Mine, match));
            if (theirs.Count > 1 && matches[at + 1] is { } away) shifted.Add(away.Z);
        }
        return (depths, shifted);
    }

    /// <summary>One network of each decoder layer.</summary>
    private static List<UnitGroup> Decoder(Anatomy of) => [.. of.Groups
        .Where(group => group.Component is Component.Mlp or Component.Experts)
        .GroupBy(group => group.Layer).OrderBy(layer => layer.Key).Select(layer => layer.First())];
}
