// What a design would be without its own ideas: the steps that lead to it from a predecessor, undone as far as designs
// have words for it. Each step back is the one that saves most bits.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Architecture.Atlas;

namespace Jaram.Architecture.Originality;

/// <summary>A design's twin without what is its own.</summary>
public sealed class Twin
{
    /// <summary>Fewer bits than this are rounding.</summary>
    private const double Least = 1e-9;

    private Twin(Design design, Anatomy predecessor, double before, Kinship left)
    {
        (Design, Predecessor, Released) = (design, predecessor.Name, predecessor.Released);
        (BitsBefore, BitsLeft) = (before, left.Bits);
        Left = [.. left.Forward.Concat(left.State).Select(edit => edit.Word).Distinct()];
    }

    /// <summary>The twin; all sizes that no step touched are the candidate's.</summary>
    public Design Design { get; }

    /// <summary>The work that it goes back to.</summary>
    public string Predecessor { get; }

    /// <summary>When that became public; null if that is not known.</summary>
    public PublicDate? Released { get; }

    /// <summary>Bits of the candidate once the predecessor is known.</summary>
    public double BitsBefore { get; }

    /// <summary>The same of the twin: what designs have no words to undo.</summary>
    public double BitsLeft { get; }

    /// <summary>Words of what is left.</summary>
    public IReadOnlyList<string> Left { get; }

    /// <summary>Undoes what leads to a design.</summary>
    /// <param name="candidate">The design.</param>
    /// <param name="atlas">Known architectures.</param>
    /// <param name="predecessor">The one to go back to; null for the nearest.</param>
    /// <exception cref="DesignException">There is nothing to undo.</exception>
    public static Twin Of(Design candidate, IEnumerable<Blueprint> atlas, Blueprint? predecessor)
    {
        var (works, known) = (new KnownWorks(atlas), Known(candidate));
        var nearest = predecessor is null
            ? works.All.Select(work => Kinship.Of(known, work, works)).MinBy(kinship => kinship.Bits)!
            : Kinship.Of(known, Anatomy.Of(predecessor), works);
        var (design, now) = (candidate, Distance(candidate));
        while (Alternatives.To(design).Where(other => !other.Equals(design))
            .Select(other => (Design: other, Distance: Distance(other))).MinBy(step => step.Distance)
            is var (back, left)
            && (left.Bits < now.Bits - Least || left.Bits < now.Bits + Least && left.Apart < now.Apart - Least))
            (design, now) = (back, left);
        if (ReferenceEquals(design, candidate))
            throw new DesignException($"{candidate.Name}: must have a step that can be undone, has none from "
                + FormattableString.Invariant($"{nearest.Parent.Name} ({nearest.Bits:0.0} bits); ")
                + "name another predecessor");
        return new(design with
        {
            Name = $"{candidate.Name}-twin", Source = "Jaram",
            About = $"{candidate.Name} with the steps undone that lead to it from {nearest.Parent.Name}.",
        }, nearest.Parent, nearest.Bits, Kinship.Of(Known(design), nearest.Parent, works));

        (double Bits, double Apart) Distance(Design other) => (Kinship.Of(Known(other), nearest.Parent, works).Bits,
            other.Layers.Keys.Sum(layer => Kinship.Of(Known(Alone(other, layer)), nearest.Parent, works).Bits));
    }

    /// <summary>A model of one kind of layer only: what two kinds share is told once of both, so that undoing it in one
    /// of them would seem to save nothing.</summary>
    private static Design Alone(Design design, string layer) => design with
    {
        Layers = design.Layers.Where(named => named.Key == layer).ToImmutableSortedDictionary(), Pattern = layer,
        Ahead = null,
    };

    private static Anatomy Known(Design design) => Anatomy.Of(Blueprint.Of(design));
}
