// What of an architecture says nothing, and how that is known: whoever pads a graph finds it told here.
// Source: ours.

using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Originality;

/// <summary>What the normal forms of an architecture's layers left out.</summary>
public sealed class Reduction
{
    private readonly SortedDictionary<Fold, int> _folds = [];
    private readonly List<string> _idle = [];
    private readonly SortedSet<string> _own = new(StringComparer.Ordinal);

    /// <summary>Operators as drawn, of all layers.</summary>
    public int Drawn { get; private set; }

    /// <summary>Operators of the normal forms.</summary>
    public int Said { get; private set; }

    /// <summary>What was folded, and how often.</summary>
    public IReadOnlyDictionary<Fold, int> Folds => _folds;

    /// <summary>Layers that only pass on what they are given.</summary>
    public IReadOnlyList<string> Idle => _idle;

    /// <summary>Words that only the author knows: what they compute was not compared with anything.</summary>
    public IReadOnlyCollection<string> Own => _own;

    /// <summary>How far apart both forms ran on random weights and input, of the greatest number.</summary>
    public double Error { get; private set; }

    internal void Add(string layer, Graph drawn, NormalForm normal)
    {
        Drawn += drawn.Nodes.Length - 1;                                // the input is no operator
        Said += normal.Graph.Nodes.Length - 1;
        foreach (var (fold, times) in normal.Folds) _folds[fold] = _folds.GetValueOrDefault(fold) + times;
        Error = Math.Max(Error, normal.Error);
        if (normal.IsIdle) _idle.Add(layer);
        _own.UnionWith(normal.Graph.Nodes.Select(node => node.Operator).OfType<Own>().Select(own => own.Word));
    }
}
