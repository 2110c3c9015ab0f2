// How much of an architecture is said once one of its predecessors is known.
// Source: conditional description length, after Rissanen, Automatica 14 (1978); the three graphs are ours.

namespace Jaram.Architecture.Originality;

/// <summary>A candidate as its parent's child: the edits between them, and their bits.</summary>
internal sealed class Kinship
{
    /// <summary>What a removal outside the graphs takes.</summary>
    private const double RemovalBits = 1;

    private static readonly HashSet<string> _rules =
        ["mix", "delta rule, decay per channel", "delta rule, decay per head", "state space",
            "weighted key-value recurrence", "pool blocks", "mix streams", "spread", "outputs of earlier layers",
            "stream of the first layer"];

    private readonly Anatomy _child;

    private Kinship(Anatomy child, Anatomy parent, IReadOnlyList<Edit> forward, IReadOnlyList<Edit> state,
        IReadOnlyList<Edit> making) =>
        (_child, Parent, Forward, State, Making) = (child, parent, forward, state, making);

    /// <summary>The predecessor.</summary>
    public Anatomy Parent { get; }

    /// <summary>Edits of what is computed.</summary>
    public IReadOnlyList<Edit> Forward { get; }

    /// <summary>Edits of what is kept.</summary>
    public IReadOnlyList<Edit> State { get; }

    /// <summary>Edits of how weights are made.</summary>
    public IReadOnlyList<Edit> Making { get; }

    /// <summary>Bits of what is computed and what is kept.</summary>
    public double Bits => Forward.Sum(edit => edit.Bits) + State.Sum(edit => edit.Bits);

    /// <summary>Bits of how weights are made.</summary>
    public double MakingBits => Making.Sum(edit => edit.Bits);

    /// <summary>The level that these edits reach: below the price of a parent's name they say no more than which of the
    /// usual options is taken.</summary>
    /// <param name="works">The works that are known.</param>
    public Tier Tier(KnownWorks works)
    {
        var isMore = Bits >= works.NameBits && Forward.Concat(State).Any(edit => edit.IsRare(works.All.Count));
        return isMore && (HasNewRule || GrowsOtherwise) ? Originality.Tier.Architecture
            : MakingBits > 0 ? Originality.Tier.Making
            : isMore ? Originality.Tier.ModuleOrBlock
            : Originality.Tier.Quantitative;
    }

    /// <summary>Compares a candidate with a predecessor.</summary>
    public static Kinship Of(Anatomy child, Anatomy parent, KnownWorks works)
    {
        var usage = works.Usage;
        var (forward, used) = (new List<Edit>(), new HashSet<string>());
        foreach (var layer in child.Layers)
        {
            var best = parent.Layers.Select(theirs => (Theirs: theirs, Edits: works.Edits(layer, theirs)))
                .MinBy(pair => pair.Edits.Sum(edit => edit.Bits));
            foreach (var edit in best.Edits)
                if (!forward.Any(edit.IsLike)) forward.Add(edit);
            used.Add(best.Theirs.Name);
        }
        var which = Math.Log2(parent.Layers.Sum(layer => layer.Graph.Nodes.Length));   // of all of the parent's nodes
        foreach (var left in parent.Layers.Where(theirs => !used.Contains(theirs.Name)))
            forward.Add(new(EditKind.Remove, $"layer {left.Name}", "", Slot.End, which, 0));
        forward.AddRange(Difference(child.Around, parent.Around, KnownWorks.Around, usage)
            .Where(edit => edit.Kind == EditKind.Insert));                 // what is left out there goes without saying
        return new(child, parent, forward, Difference([.. child.Kept], [.. parent.Kept], KnownWorks.Kept, usage),
            Difference([.. child.Growth], [.. parent.Growth], KnownWorks.Made, usage));
    }

    /// <summary>Whether blocks are wired, or tokens mixed, by a rule of which the parent has nothing.</summary>
    private bool HasNewRule => WordsOf(_child).Except(WordsOf(Parent)).Any(_rules.Contains);

    /// <summary>Whether what is kept has a form that the parent's has not; heads that share keys are a matter of
    /// number.
    /// </summary>
    private bool GrowsOtherwise => State.Any(edit => edit.Kind == EditKind.Insert
        && !edit.Word.StartsWith("keys and values", StringComparison.Ordinal));

    private static HashSet<string> WordsOf(Anatomy work) =>
        [.. work.Layers.SelectMany(layer => layer.Graph.Nodes).Select(node => node.Operator.Word)];

    private static List<Edit> Difference(IReadOnlyList<string> child, IReadOnlyList<string> parent, Slot slot,
        Usage usage) =>
    [
        .. child.Except(parent).Select(word =>
            new Edit(EditKind.Insert, word, "", slot, usage.Bits(slot, word), usage.CountOf(slot, word))),
        .. parent.Except(child).Select(word =>
            new Edit(EditKind.Remove, word, "", slot, RemovalBits, usage.CountOf(slot, word))),
    ];
}
