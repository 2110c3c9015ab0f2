// The cheapest way to say a graph to somebody who knows another one. Both are read from their ends: where they agree
// nothing is said; else an operator is put in, taken out or replaced, at the price of its word in its place.
// Source: tree edit distance, Zhang and Shasha, SIAM J. Comput. 18 (1989), on graphs read as trees; prices ours.

using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Originality;

/// <summary>Edits that lead from a parent's layer to a child's.</summary>
internal sealed class Alignment
{
    private readonly Graph _child, _parent;
    private readonly Usage _usage;
    private readonly Dictionary<(int, int, Slot), (double Bits, Action<Script> Tell)> _known = [];
    private readonly Dictionary<(int, Slot), double> _whole = [];

    private Alignment(Graph child, Graph parent, Usage usage) => (_child, _parent, _usage) = (child, parent, usage);

    /// <summary>The cheapest edits.</summary>
    /// <param name="child">In normal form.</param>
    /// <param name="parent">In normal form.</param>
    /// <param name="usage">The code book.</param>
    public static IReadOnlyList<Edit> Of(Graph child, Graph parent, Usage usage)
    {
        var alignment = new Alignment(child, parent, usage);
        var script = new Script();
        alignment.Best(child.Output, parent.Output, Slot.End).Tell(script);
        return script.Edits;
    }

    /// <summary>Edits so far, and the child's nodes that they tell of.</summary>
    private sealed class Script
    {
        private readonly HashSet<int> _told = [];
        private readonly HashSet<(int, int)> _aligned = [];

        public List<Edit> Edits { get; } = [];

        /// <summary>Whether a node of the child is told of for the first time.</summary>
        public bool TellsFirst(int node) => _told.Add(node);

        public bool AlignsFirst(int child, int parent) => _aligned.Add((child, parent));
    }

    private (double Bits, Action<Script> Tell) Best(int child, int parent, Slot slot)
    {
        if (_known.TryGetValue((child, parent, slot), out var known)) return known;
        var (a, p) = (_child.Nodes[child], _parent.Nodes[parent]);
        var word = a.Operator.Word;
        var price = _usage.Bits(slot, word);
        var isSame = word == p.Operator.Word;
        var best = Pair(child, parent, slot);
        if (!isSame) best = Paid(best, child, new(EditKind.Replace, word, p.Operator.Word, slot, price, Known(slot, word)));
        if (best.Bits > 0)
        {
            for (var i = 0; i < a.Inputs.Length; i++)
                best = Cheaper(best, Put(child, parent, slot, i));
            foreach (var below in p.Inputs.Distinct())
                best = Cheaper(best, Taken(child, parent, below, slot));
        }
        return _known[(child, parent, slot)] = best;
    }

    /// <summary>The child's operator is new here; one of its inputs goes on where the parent is.</summary>
    private (double, Action<Script>) Put(int child, int parent, Slot slot, int through)
    {
        var (op, inputs) = _child.Nodes[child];
        var rest = Best(inputs[through], parent, slot.Under(op, through));
        var others = inputs.Index().Where(input => input.Index != through).ToList();
        var price = _usage.Bits(slot, op.Word);
        return (price + rest.Bits + others.Sum(other => Whole(other.Item, slot.Under(op, other.Index))), script =>
        {
            if (script.TellsFirst(child))
                script.Edits.Add(new(EditKind.Insert, op.Word, "", slot, price, Known(slot, op.Word)));
            rest.Tell(script);
            foreach (var (index, input) in others) TellWhole(input, slot.Under(op, index), script);
        });
    }

    /// <summary>The parent's operator is gone here; the child goes on where one of its inputs is.</summary>
    private (double, Action<Script>) Taken(int child, int parent, int below, Slot slot)
    {
        var (word, gone) = (_child.Nodes[child].Operator.Word, _parent.Nodes[parent].Operator.Word);
        var price = _usage.Bits(slot, word);
        var rest = Best(child, below, slot);
        return (price + rest.Bits, script =>
        {
            if (script.AlignsFirst(-1, parent))
                script.Edits.Add(new(EditKind.Remove, gone, "", slot, price, Known(slot, gone)));
            rest.Tell(script);
        });
    }

    /// <summary>Both stand here; their inputs are paired, in order or, where order does not matter, at the best price.
    /// </summary>
    private (double Bits, Action<Script> Tell) Pair(int child, int parent, Slot slot)
    {
        var (op, inputs) = _child.Nodes[child];
        var theirs = _parent.Nodes[parent].Inputs.ToList();
        var (bits, parts) = (0.0, new List<Action<Script>>());
        foreach (var (i, input) in inputs.Index())
        {
            var under = slot.Under(op, i);
            if (theirs.Count == 0)
            {
                bits += Whole(input, under) + 1;
                parts.Add(script => TellWhole(input, under, script));
                continue;
            }
            var partner = op.IsCommutative ? theirs.MinBy(other => Best(input, other, under).Bits) : theirs[0];
            theirs.Remove(partner);
            var best = Best(input, partner, under);
            bits += best.Bits;
            parts.Add(best.Tell);
        }
        foreach (var left in theirs.Where(_ => op.Word == _parent.Nodes[parent].Operator.Word))
        {
            var gone = new Edit(EditKind.Remove, _parent.Nodes[left].Operator.Word, "", slot.Under(op, 0), 1, 0);
            bits += gone.Bits;
            parts.Add(script =>
            {
                if (script.AlignsFirst(-1, left)) script.Edits.Add(gone);
            });
        }
        return (bits, script =>
        {
            if (!script.AlignsFirst(child, parent)) return;
            foreach (var part in parts) part(script);
        });
    }

    /// <summary>What it takes to say a part of the child of which the parent has nothing.</summary>
    private double Whole(int node, Slot slot)
    {
        if (_whole.TryGetValue((node, slot), out var known)) return known;
        var (op, inputs) = _child.Nodes[node];
        return _whole[(node, slot)] = _usage.Bits(slot, op.Word)
            + inputs.Index().Sum(input => Whole(input.Item, slot.Under(op, input.Index)));
    }

    private void TellWhole(int node, Slot slot, Script script)
    {
        var (op, inputs) = _child.Nodes[node];
        if (op is Given || !script.TellsFirst(node)) return;
        script.Edits.Add(new(EditKind.Insert, op.Word, "", slot, _usage.Bits(slot, op.Word), Known(slot, op.Word)));
        foreach (var (i, input) in inputs.Index()) TellWhole(input, slot.Under(op, i), script);
    }

    private int Known(Slot slot, string word) => _usage.CountOf(slot, word);

    private static (double Bits, Action<Script> Tell) Paid((double Bits, Action<Script> Tell) part, int child, Edit edit) =>
        (part.Bits + edit.Bits, script =>
        {
            if (script.TellsFirst(child)) script.Edits.Add(edit);
            part.Tell(script);
        });

    private static (double Bits, Action<Script> Tell) Cheaper((double Bits, Action<Script>) a, (double Bits, Action<Script>) b) =>
        b.Bits < a.Bits ? b : a;
}
