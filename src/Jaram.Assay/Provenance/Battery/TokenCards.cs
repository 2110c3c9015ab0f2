// Networks of two models on cards by the same words: each model's own embeddings of the tokens that both have are what
// its units answer to, which undoes whatever was done to its stream.
// Source: ours.

using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Cards of two models; none where they share no tokens.</summary>
/// <param name="Mine">Of the candidate.</param>
/// <param name="Theirs">Of the other model.</param>
internal sealed record TokenCards(IReadOnlyList<UnitCard> Mine, IReadOnlyList<UnitCard> Theirs)
{
    private const int Fewest = 2;

    /// <summary>Fills the cards.</summary>
    /// <param name="one">The candidate.</param>
    /// <param name="other">The other model.</param>
    /// <param name="inputs">Tokens at most.</param>
    /// <param name="units">Units of a card at most.</param>
    /// <param name="cards">Cards of a model at most.</param>
    public static TokenCards Of(Anatomy one, Anatomy other, int inputs, int units, int cards)
    {
        var shared = SharedTokens.Of(one, other, inputs);
        return shared.Count < Fewest ? new([], [])
            : new(Filled(one, shared.Here, units, cards), Filled(other, shared.There, units, cards));
    }

    /// <summary>Scores the cards of one part of the model that stand in the same place, as one test.</summary>
    public OrderStatistic Score(Component component, int shuffles)
    {
        var theirs = Theirs.ToDictionary(card => card.Place);
        return OrderStatistic.Combine([.. Mine.Where(card => card.Place.Component == component
            && theirs.TryGetValue(card.Place, out var its) && card.Fits(its))
            .Select(card => card.Score(theirs[card.Place], shuffles))]);
    }

    private static List<UnitCard> Filled(Anatomy of, IReadOnlyList<int> tokens, int units, int cards)
    {
        var probes = Projection.Probes(of, tokens);
        return [.. of.SomeGroups(cards).Where(group => group.Width == of.Width)
            .Select(group => UnitCard.Of(of, group, probes, units))];
    }
}
