// Every layer against every layer: which network came from which. Between two models it finds transplants and models
// of another depth; within one model (test T2) it finds layers that were copied to make it deeper and experts that
// were copied from one network, without any other model at hand.
// Source: ours; depth up-scaling: arXiv:2312.15166; upcycling: arXiv:2212.05055.

using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Scores of pairs of networks.</summary>
/// <param name="Pairs">How many were scored.</param>
/// <param name="Mean">Of all scores; 0 for strangers.</param>
/// <param name="Deviation">Of all scores; 1 for strangers.</param>
/// <param name="Most">The largest score.</param>
/// <param name="Found">Pairs beyond the critical score that no shuffle reaches, best first.</param>
/// <param name="Numbers">Numbers behind one score.</param>
public sealed record LayerMap(
    int Pairs, double Mean, double Deviation, double Most, IReadOnlyList<LayerMatch> Found, long Numbers)
{
    /// <summary>Nothing to score.</summary>
    public static LayerMap None { get; } = new(0, 0, 0, 0, [], 0);

    /// <summary>Scores pairs.</summary>
    /// <param name="pairs">Cards that fit.</param>
    /// <param name="shuffles">How many shuffles a found score is held against.</param>
    /// <param name="critical">The score that counts, given how many pairs there are.</param>
    internal static LayerMap Of(
        IReadOnlyList<(UnitCard One, UnitCard Other)> pairs, int shuffles, Func<int, double> critical)
    {
        if (pairs.Count == 0) return None;
        var bar = critical(pairs.Count);
        double[] scores = [.. pairs.Select(pair => pair.One.Score(pair.Other, 0).Z)];
        List<LayerMatch> found = [.. pairs.Zip(scores).Where(each => each.Second > bar)
            .Select(each => (each.First, Score: each.First.One.Score(each.First.Other, shuffles)))
            .Where(each => each.Score.IsAtFloor)
            .Select(each => new LayerMatch(each.First.One.Place, each.First.Other.Place, each.Score.Z))
            .OrderByDescending(match => match.Z)];
        var mean = scores.Average();
        return new(pairs.Count, mean, Math.Sqrt(scores.Average(z => (z - mean) * (z - mean))), scores.Max(), found,
            (long)pairs[0].One.Units * pairs[0].One.Inputs * pairs[0].One.Parts.Count);
    }

    /// <summary>Pairs of networks of two models: experts of one number, or an expert and a dense network.</summary>
    internal static IReadOnlyList<(UnitCard, UnitCard)> Between(
        IReadOnlyList<UnitCard> one, IReadOnlyList<UnitCard> other) =>
        [.. from mine in one
            from its in other
            where mine.Fits(its) && (mine.Place.Expert == its.Place.Expert || mine.Place.Expert < 0
                || its.Place.Expert < 0)
            select (mine, its)];

    /// <summary>Pairs within a model: layers against layers, and experts of one layer against each other.</summary>
    internal static IReadOnlyList<(UnitCard, UnitCard)> Within(IReadOnlyList<UnitCard> cards) =>
        [.. from first in cards.Index()
            from second in cards.Skip(first.Index + 1)
            where first.Item.Fits(second) && (first.Item.Place.Layer == second.Place.Layer
                || first.Item.Place.Expert == second.Place.Expert)
            select (first.Item, second)];
}

/// <summary>Two networks of which one has the other's units.</summary>
/// <param name="One">The candidate's, or the lower one.</param>
/// <param name="Other">The reference's, or the upper one.</param>
/// <param name="Z">Their score.</param>
public sealed record LayerMatch(NetworkPlace One, NetworkPlace Other, double Z);

/// <summary>A network in a model.</summary>
/// <param name="Component">Mlp, Experts, or an encoder.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Expert">The expert; -1 for none.</param>
public readonly record struct NetworkPlace(Component Component, int Layer, int Expert)
{
    /// <summary>Where a network stands.</summary>
    internal static NetworkPlace Of(UnitGroup group) => new(group.Component, group.Layer, group.Expert);
}
