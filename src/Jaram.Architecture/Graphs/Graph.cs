// A layer as a graph of operators: what is computed, whatever its parts are called.
// Source: ours.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>An operator and where its inputs come from.</summary>
/// <param name="Operator">What it computes.</param>
/// <param name="Inputs">Numbers of nodes.</param>
internal sealed record Node(Operator Operator, ImmutableArray<int> Inputs);

/// <summary>Nodes by number, each behind its inputs; the first one is what the layer is given.</summary>
internal sealed class Graph
{
    /// <param name="nodes">Each behind its inputs.</param>
    /// <param name="output">The node whose signal leaves the layer.</param>
    /// <exception cref="DesignException">Widths do not fit.</exception>
    public Graph(ImmutableArray<Node> nodes, int output)
    {
        (Nodes, Output) = (nodes, output);
        var widths = ImmutableArray.CreateBuilder<int>(nodes.Length);
        foreach (var node in nodes)
            widths.Add(node.Operator.WidthOf([.. node.Inputs.Select(input => widths[input])]));
        Widths = widths.MoveToImmutable();
    }

    /// <summary>All nodes.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>Numbers of a token that leave each node; of scores, their heads.</summary>
    public ImmutableArray<int> Widths { get; }

    /// <summary>The node whose signal leaves the layer.</summary>
    public int Output { get; }

    /// <summary>Nodes that a node's signal goes to, each as often as it does.</summary>
    public ILookup<int, int> Readers =>
        Nodes.Index().SelectMany(node => node.Item.Inputs.Select(input => (From: input, To: node.Index)))
            .ToLookup(edge => edge.From, edge => edge.To);

    /// <summary>Computes all that leaves the layer.</summary>
    /// <param name="given">(T, D)</param>
    public Signal Run(Signal given)
    {
        var signals = new Signal[Nodes.Length];
        for (var i = 0; i < signals.Length; i++)
            signals[i] = Nodes[i].Operator is Given
                ? given
                : Nodes[i].Operator.Of([.. Nodes[i].Inputs.Select(input => signals[input])]);
        return signals[Output];
    }

    /// <summary>Only the nodes that the output needs, in an order that follows from the graph alone.</summary>
    public Graph Tidy()
    {
        var (nodes, places) = (ImmutableArray.CreateBuilder<Node>(), new Dictionary<int, int>());
        nodes.Add(Nodes[0]);
        places.Add(0, 0);
        var output = Visit(Output);
        return new(nodes.ToImmutable(), output);

        int Visit(int node)
        {
            if (places.TryGetValue(node, out var place)) return place;
            var inputs = Nodes[node].Inputs.Select(Visit).ToImmutableArray();
            nodes.Add(Nodes[node] with { Inputs = inputs });
            return places[node] = nodes.Count - 1;
        }
    }
}
