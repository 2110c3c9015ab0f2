using Jaram.Architecture.Atlas;
using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Originality;

/// <summary>One of three graphs that two architectures are compared by.</summary>
public enum Aspect
{
    /// <summary>What is computed.</summary>
    Forward,

    /// <summary>What is kept of each token.</summary>
    State,

    /// <summary>How the weights were made.</summary>
    Making,
}

/// <summary>What an edit does.</summary>
public enum EditKind
{
    /// <summary>Puts something in.</summary>
    Insert,

    /// <summary>Takes something out.</summary>
    Remove,

    /// <summary>Puts something in the place of something else.</summary>
    Replace,
}

/// <summary>A step from the nearest predecessor to a candidate.</summary>
/// <param name="Aspect">The graph that it changes.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Word">The operator or form that stands in the candidate; of a removal, the one that went.</param>
/// <param name="Instead">What it stands for instead; empty unless it is a replacement.</param>
/// <param name="Place">What reads there.</param>
/// <param name="Bits">What it takes to say so.</param>
/// <param name="Known">Architectures of the atlas that have it in this place.</param>
public sealed record Step(
    Aspect Aspect, EditKind Kind, string Word, string Instead, string Place, double Bits, int Known);

/// <summary>A predecessor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Released">When it became public; null if that is not known.</param>
/// <param name="Bits">What it takes to say the candidate once this one is known: forward and state.</param>
/// <param name="Likeness">The second opinion: 1 for the same neighbourhoods of operators, 0 for none in common.</param>
public sealed record Predecessor(string Name, PublicDate? Released, double Bits, double Likeness);

/// <summary>How original an architecture is.</summary>
public sealed class Verdict
{
    private const int Shown = 5;

    private Verdict(Anatomy work, Kinship nearest, KnownWorks works, IReadOnlyList<Predecessor> predecessors,
        Predecessor mostAlike)
    {
        (Name, Released, Reduction) = (work.Name, work.Released, work.Reduction);
        (Predecessors, MostAlike, Works) = (predecessors, mostAlike, works.All.Count);
        NameBits = works.NameBits;
        Tier = nearest.Tier(works);
        Steps = [.. Of(Aspect.Forward, nearest.Forward), .. Of(Aspect.State, nearest.State),
            .. Of(Aspect.Making, nearest.Making)];
    }

    /// <summary>The candidate.</summary>
    public string Name { get; }

    /// <summary>When it became public; null for not yet, or if that is not known.</summary>
    public PublicDate? Released { get; }

    /// <summary>The level that it reaches.</summary>
    public Tier Tier { get; }

    /// <summary>Steps from the nearest predecessor.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>The nearest predecessors, up to five, the nearest first.</summary>
    public IReadOnlyList<Predecessor> Predecessors { get; }

    /// <summary>The nearest by the second opinion.</summary>
    public Predecessor MostAlike { get; }

    /// <summary>What it takes to name a predecessor: less than this says no more than that.</summary>
    public double NameBits { get; }

    /// <summary>Architectures in the atlas.</summary>
    public int Works { get; }

    /// <summary>What of the candidate says nothing.</summary>
    public Reduction Reduction { get; }

    /// <summary>Bits of one graph, or of all.</summary>
    public double BitsOf(params ReadOnlySpan<Aspect> aspects)
    {
        var sum = 0.0;
        foreach (var step in Steps)
            if (aspects.IsEmpty || aspects.Contains(step.Aspect)) sum += step.Bits;
        return sum;
    }

    /// <summary>Compares an architecture with all that were public before it.</summary>
    /// <param name="candidate">The architecture.</param>
    /// <param name="known">Known architectures; the candidate itself is no predecessor.</param>
    /// <exception cref="DesignException">There is none that was public before it.</exception>
    public static Verdict Of(Blueprint candidate, KnownWorks known) => Of(Anatomy.Of(candidate), known);

    /// <summary>Compares graphs that somebody drew with all that were public before them.</summary>
    /// <param name="candidate">The graphs.</param>
    /// <param name="known">Known architectures; one of the candidate's name is no predecessor.</param>
    /// <exception cref="DesignException">There is none that was public before it.</exception>
    public static Verdict Of(GraphFile candidate, KnownWorks known) => Of(Anatomy.Of(candidate), known);

    private static Verdict Of(Anatomy work, KnownWorks works)
    {
        var mine = new SubtreeKernel(work);
        var before = works.Before(work).Select(parent => (Kinship: Kinship.Of(work, parent, works),
            Likeness: mine.Likeness(new(parent)))).ToList();
        if (before.Count == 0)
            throw new DesignException($"{work.Name}: must have a predecessor in the atlas, got none of "
                + $"{works.All.Count} that was public before {work.Released}; correct its date");
        var ordered = before.OrderBy(parent => parent.Kinship.Bits).ThenBy(parent =>
            parent.Kinship.Parent.Released?.First)
            .ToList();
        return new(work, ordered[0].Kinship, works,
            [.. ordered.Take(Shown).Select(Named)], Named(ordered.MaxBy(parent => parent.Likeness)));

        static Predecessor Named((Kinship Kinship, double Likeness) parent) => new(parent.Kinship.Parent.Name,
            parent.Kinship.Parent.Released, parent.Kinship.Bits, parent.Likeness);
    }

    private static IEnumerable<Step> Of(Aspect aspect, IEnumerable<Edit> edits) => edits.Select(edit =>
        new Step(aspect, edit.Kind, edit.Word, edit.Instead, edit.Slot.ToString(), edit.Bits, edit.Known));
}
