// Test T1 on hidden units: gate, up and down of a network are moved by one permutation, layers and experts by one
// each. What multiplies the network's input, the gain before it, is folded in, so that moving it elsewhere changes
// nothing.
// Source: ours, after Zhu et al., arXiv:2502.12292 (exchangeable units); OrderStatistic for the score.

using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Scores networks of two models against each other.</summary>
/// <param name="units">How many units of a network are looked at.</param>
/// <param name="shuffles">How many shuffles a score is held against.</param>
internal sealed class HiddenUnits(int units, int shuffles)
{
    /// <summary>Scores two networks of one size.</summary>
    public (OrderStatistic Plain, OrderStatistic Squares) Score(
        (Anatomy Of, UnitGroup Group) one, (Anatomy Of, UnitGroup Group) other)
    {
        using var cross = Sum(one, other);
        return cross.Score(shuffles);
    }

    /// <summary>The parts of a network that are looked at: what it reads, and what it writes where all of its units
    /// are, for those lie in columns and a sample would read them all the same.</summary>
    /// <param name="group">The network.</param>
    /// <param name="most">Units that are looked at.</param>
    internal static IEnumerable<(UnitView View, bool Reads)> Parts(UnitGroup group, int most) => group.Reads
        .Select(view => (view, true))
        .Concat(group.Units <= most ? group.Writes.Select(view => (view, false)) : []);

    private CrossMatrix Sum((Anatomy Of, UnitGroup Group) one, (Anatomy Of, UnitGroup Group) other)
    {
        var (rows, columns) = (Sampling.Some(one.Group.Units, units), Sampling.All(one.Group.Width));
        var cross = new CrossMatrix(rows.Length, FormattableString.Invariant(
            $"{one.Group.Component} {one.Group.Layer} {one.Group.Expert} {other.Group.Layer} {other.Group.Expert}"));
        var gains = (One: Gains(one), Other: Gains(other));
        foreach (var (mine, theirs) in Parts(one.Group, units).Zip(Parts(other.Group, units)))
            cross.AddPair(new(one.Of, mine.View, columns, mine.Reads ? gains.One : ReadOnlyMemory<float>.Empty),
                new(other.Of, theirs.View, columns, mine.Reads ? gains.Other : ReadOnlyMemory<float>.Empty), rows);
        return cross;
    }

    /// <summary>Of the norm before a network; none where they are of another width.</summary>
    private static ReadOnlyMemory<float> Gains((Anatomy Of, UnitGroup Group) one) =>
        one.Of.Gains(one.Group.Layer, TensorRole.ChannelNorm) is var gains && gains.Length == one.Group.Width
            ? gains
            : ReadOnlyMemory<float>.Empty;
}
