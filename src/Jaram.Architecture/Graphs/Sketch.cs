namespace Jaram.Architecture.Graphs;

/// <summary>Offers something simpler than an operator on some nodes.</summary>
/// <returns>The node that gives the same; null for nothing simpler.</returns>
internal delegate int? Rewrite(Sketch sketch, Operator op, ReadOnlySpan<int> inputs);

/// <summary>A graph while it is being drawn. Rules are asked about each node before it is drawn, so what is drawn from
/// the bottom up is in normal form.</summary>
/// <param name="width">Model width D.</param>
/// <param name="rules">Asked in their order.</param>
internal sealed class Sketch(int width, IReadOnlyList<Rewrite> rules)
{
    private readonly List<Node> _nodes = [new(new Given(width), [])];
    private readonly List<int> _widths = [width];

    /// <summary>A node that is drawn.</summary>
    public Node this[int node] => _nodes[node];

    /// <summary>Numbers of a token that leave a node.</summary>
    public int WidthOf(int node) => _widths[node];

    /// <summary>Draws an operator, or what is simpler; what is there already is not drawn twice.</summary>
    /// <exception cref="DesignException">Its inputs do not fit.</exception>
    public int Put(Operator op, params ReadOnlySpan<int> inputs)
    {
        foreach (var rule in rules)
            if (rule(this, op, inputs) is { } simpler) return simpler;
        for (var i = 0; i < _nodes.Count; i++)
            if (_nodes[i].Operator.Equals(op) && _nodes[i].Inputs.AsSpan().SequenceEqual(inputs)) return i;
        int[] widths = new int[inputs.Length];
        for (var i = 0; i < inputs.Length; i++) widths[i] = _widths[inputs[i]];
        _widths.Add(op.WidthOf(widths));
        _nodes.Add(new(op, [.. inputs]));
        return _nodes.Count - 1;
    }

    /// <summary>The graph whose signal leaves at a node.</summary>
    public Graph Finish(int output) => new Graph([.. _nodes], output).Tidy();
}
