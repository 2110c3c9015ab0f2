// The cheapest way to say a graph to somebody who knows another one. Both are read from their ends: where they agree
// nothing is said; else an operator is put in, taken out or replaced, at the price of saying where, and of its word in
// that place.
// Source: tree edit distance, Zhang and Shasha, SIAM J. Comput. 18 (1989), on graphs read as trees; prices ours.

using System.Collections.Immutable;
using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Originality;

/// <summary>Edits that lead from a parent's layer to a child's.</summary>
internal sealed class Alignment
{
    /// <summary>Whether an input is a node of its own or one that is there already.</summary>
    private const double EdgeBits = 1;

    private const int None = -1;
    private readonly Graph _child, _parent;
    private readonly Usage _usage;
    private readonly Dictionary<(int, int, Slot, bool), (double Bits, Action<Script> Tell)> _known = [];
    private readonly Dictionary<(int, Slot), double> _whole = [];

    private readonly double _where;
    private readonly double[] _childPaths, _parentPaths;
    private readonly bool[] _isShared;

    /// <summary>Pairs of nodes that a first look agreed on: whoever reads them too need not pay again.</summary>
    private Dictionary<int, int> _agreed = [];

    private Alignment(Graph child, Graph parent, Usage usage)
    {
        (_child, _parent, _usage, _where) = (child, parent, usage, Math.Log2(parent.Nodes.Length));
        (_childPaths, _parentPaths) = (PathsOf(child), PathsOf(parent));
        var readers = child.Readers;
        _isShared = [.. Enumerable.Range(0, child.Nodes.Length).Select(node => readers[node].Skip(1).Any())];
    }

    /// <summary>The cheapest edits.</summary>
    /// <param name="child">In normal form.</param>
    /// <param name="parent">In normal form.</param>
    /// <param name="usage">The code book.</param>
    public static IReadOnlyList<Edit> Of(Graph child, Graph parent, Usage usage)
    {
        var first = new Alignment(child, parent, usage).Tell();
        var second = new Alignment(child, parent, usage) { _agreed = first.Partners }.Tell();
        return second.Bits < first.Bits ? second.Edits : first.Edits;
    }

    private Script Tell()
    {
        var script = new Script();
        Best(_child.Output, _parent.Output, Slot.End).Tell(script);
        TellOwed(script);
        return script;
    }

    /// <summary>Edits so far, and the child's nodes that they tell of.</summary>
    private sealed class Script
    {
        private readonly HashSet<int> _told = [], _removed = [];
        private readonly HashSet<(int, int)> _aligned = [];

        public List<Edit> Edits { get; } = [];

        public double Bits => Edits.Sum(edit => edit.Bits);

        /// <summary>Nodes of the child that were only named so far, as others read them too.</summary>
        public Queue<(int Node, Slot Slot)> Owed { get; } = [];

        /// <summary>Whether a node of the child stands where one of the parent does.</summary>
        public bool IsAligned(int child) => Partners.ContainsKey(child);

        /// <summary>Whether a node of the child is told of for the first time.</summary>
        public bool TellsFirst(int node) => _told.Add(node);

        /// <summary>The node of the parent that each of the child's stands where, as told first.</summary>
        public Dictionary<int, int> Partners { get; } = [];

        public bool AlignsFirst(int child, int parent)
        {
            Partners.TryAdd(child, parent);
            return _aligned.Add((child, parent));
        }

        /// <summary>Whether a node of the parent is told to be gone for the first time.</summary>
        public bool RemovesFirst(int parent) => _removed.Add(parent);
    }

    /// <summary>The cheapest way to say what stands in a place; right behind what was put in, what is put in too need
    /// not say where again.</summary>
    private (double Bits, Action<Script> Tell) Best(int child, int parent, Slot slot, bool goesOn = false)
    {
        if (_known.TryGetValue((child, parent, slot, goesOn), out var known)) return known;
        var (a, p) = (_child.Nodes[child], _parent.Nodes[parent]);
        var word = a.Operator.Word;
        var price = _where + _usage.Bits(slot, word);
        var isSame = word == p.Operator.Word;
        var best = Pair(child, parent, slot);
        if (!isSame)
            best = Paid(best, child,
                new(EditKind.Replace, word, p.Operator.Word, slot, price, Known(slot, word)));
        if (best.Bits > 0)
        {
            for (var i = 0; i < a.Inputs.Length; i++)
                best = Cheaper(best, Put(child, parent, slot, i, goesOn));
            foreach (var below in p.Inputs.Distinct())
                best = Cheaper(best, Taken(child, parent, below, slot));
        }
        if (_isShared[child] && _agreed.TryGetValue(child, out var partner) && partner == parent) best.Bits = 0;
        return _known[(child, parent, slot, goesOn)] = best;
    }

    /// <summary>The child's operator is new here; one of its inputs goes on where the parent is.</summary>
    private (double, Action<Script>) Put(int child, int parent, Slot slot, int through, bool goesOn)
    {
        var (op, inputs) = _child.Nodes[child];
        var rest = Best(inputs[through], parent, slot.Under(op, through), goesOn: true);
        var others = inputs.Index().Where(input => input.Index != through).ToList();
        var price = (goesOn ? EdgeBits : _where) + _usage.Bits(slot, op.Word);
        return (price / _childPaths[child] + rest.Bits + others.Sum(other =>
            Whole(other.Item, slot.Under(op, other.Index))), script =>
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
        var gone = _parent.Nodes[parent].Operator.Word;
        var rest = Best(child, below, slot);
        return (_where / _parentPaths[parent] + rest.Bits, script =>
        {
            if (script.RemovesFirst(parent))
                script.Edits.Add(new(EditKind.Remove, gone, "", slot, _where, Known(slot, gone)));
            rest.Tell(script);
        });
    }

    /// <summary>Both stand here; their inputs are paired, in order or, where order does not matter, at the best price.
    /// </summary>
    private (double Bits, Action<Script> Tell) Pair(int child, int parent, Slot slot)
    {
        var (op, inputs) = _child.Nodes[child];
        var theirs = _parent.Nodes[parent].Inputs;
        var partners = op.IsCommutative ? Partners(inputs, theirs, slot.Under(op, 0))
            : [.. inputs.Index().Select(input => input.Index < theirs.Length ? theirs[input.Index] : None)];
        var (bits, parts) = (0.0, new List<Action<Script>>());
        foreach (var (i, input) in inputs.Index())
        {
            var under = slot.Under(op, i);
            var part = partners[i] == None ? New(input, under) : Best(input, partners[i], under);
            bits += part.Bits;
            parts.Add(part.Tell);
        }
        if (op.Word == _parent.Nodes[parent].Operator.Word)
            foreach (var left in theirs.Except(partners))
            {
                var word = _parent.Nodes[left].Operator.Word;
                var gone = new Edit(EditKind.Remove, word, "", slot.Under(op, 0), _where, 0);
                bits += gone.Bits / _parentPaths[left];
                parts.Add(script =>
                {
                    if (script.RemovesFirst(left)) script.Edits.Add(gone);
                });
            }
        return (bits, script =>
        {
            if (!script.AlignsFirst(child, parent)) return;
            foreach (var part in parts) part(script);
        });
    }

    /// <summary>For each of some inputs, that of the parent's which it is best paired with: the cheapest of all ways to
    /// pair them.</summary>
    private int[] Partners(ImmutableArray<int> inputs, ImmutableArray<int> theirs, Slot under)
    {
        var (best, least) = (new int[inputs.Length], double.PositiveInfinity);
        var partners = new int[inputs.Length];
        Choose(0, 0);
        return best;

        void Choose(int i, double bits)
        {
            if (bits >= least) return;
            if (i == inputs.Length)
            {
                least = bits;
                partners.CopyTo(best, 0);
                return;
            }
            foreach (var other in theirs)
            {
                if (partners.AsSpan(0, i).Contains(other)) continue;
                partners[i] = other;
                Choose(i + 1, bits + Best(inputs[i], other, under).Bits);
            }
            if (inputs.Length - i <= theirs.Length - partners.AsSpan(0, i).ToArray().Count(other =>
                other != None)) return;
            partners[i] = None;
            Choose(i + 1, bits + New(inputs[i], under).Bits);
        }
    }

    /// <summary>A part of the child of which the parent has nothing.</summary>
    private (double Bits, Action<Script> Tell) New(int node, Slot slot) =>
        (_where / _childPaths[node] + Whole(node, slot), script => TellWhole(node, slot, script, _where));

    /// <summary>What it takes to say a part of the child of which the parent has nothing.</summary>
    private double Whole(int node, Slot slot)
    {
        if (_whole.TryGetValue((node, slot), out var known)) return known;
        var (op, inputs) = _child.Nodes[node];
        return _whole[(node, slot)] = (_usage.Bits(slot, op.Word) + EdgeBits) / _childPaths[node]
            + (_isShared[node] ? 0 : inputs.Index().Sum(input => Whole(input.Item, slot.Under(op, input.Index))));
    }

    private void TellWhole(int node, Slot slot, Script script, double where = 0)
    {
        var (op, inputs) = _child.Nodes[node];
        if (op is Given || !script.TellsFirst(node)) return;
        var bits = where + _usage.Bits(slot, op.Word) + EdgeBits;
        if (_isShared[node])
        {
            script.Owed.Enqueue((node, slot));
            return;
        }
        script.Edits.Add(new(EditKind.Insert, op.Word, "", slot, bits, Known(slot, op.Word)));
        foreach (var (i, input) in inputs.Index()) TellWhole(input, slot.Under(op, i), script);
    }

    /// <summary>What was only named is told in whole, unless the parent has it.</summary>
    private void TellOwed(Script script)
    {
        while (script.Owed.TryDequeue(out var owed))
        {
            if (script.IsAligned(owed.Node)) continue;
            var (op, inputs) = _child.Nodes[owed.Node];
            script.Edits.Add(new(EditKind.Insert, op.Word, "", owed.Slot, _usage.Bits(owed.Slot, op.Word) + EdgeBits,
                Known(owed.Slot, op.Word)));
            foreach (var (i, input) in inputs.Index()) TellWhole(input, owed.Slot.Under(op, i), script);
        }
    }

    /// <summary>Ways that lead from the end to each node: each bears its share of what the node costs.</summary>
    private static double[] PathsOf(Graph graph)
    {
        var paths = new double[graph.Nodes.Length];
        paths[graph.Output] = 1;
        for (var node = paths.Length - 1; node >= 0; node--)
            foreach (var input in graph.Nodes[node].Inputs) paths[input] += paths[node];
        return paths;
    }

    private int Known(Slot slot, string word) => _usage.CountOf(slot, word);

    private (double Bits, Action<Script> Tell) Paid((double Bits, Action<Script> Tell) part, int child, Edit edit) =>
        (part.Bits + edit.Bits / _childPaths[child], script =>
        {
            if (script.TellsFirst(child)) script.Edits.Add(edit);
            part.Tell(script);
        });

    private static (double Bits, Action<Script> Tell) Cheaper((double Bits, Action<Script>) a, (double Bits,
        Action<Script>) b) =>
        b.Bits < a.Bits ? b : a;
}
