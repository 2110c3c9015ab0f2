// The state graph: what a layer keeps of each token, and how that grows. It is read off the layer's graph, so it cannot
// contradict it.
// Source: ours.

using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Originality;

/// <summary>What a layer keeps for later tokens, in words.</summary>
internal static class KeptForms
{
    /// <summary>The forms of all that a layer keeps, in alphabetical order.</summary>
    public static IReadOnlyList<string> Of(Graph graph)
    {
        var forms = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (op, inputs) in graph.Nodes)
            switch (op)
            {
                case Mix mix: Attended(graph, mix, inputs[0], inputs[1], forms); break;
                case Select: forms.Add("index keys, growing"); break;
                case DeltaRule or StateSpace or Wkv: forms.Add("a matrix for each head, constant"); break;
                case Convolve: forms.Add("inputs of short filters, constant"); break;
                case Own { ReadsEarlier: true } own: forms.Add($"what {own.Word} keeps"); break;
                case Shift: forms.Add("the previous token, constant"); break;
            }
        return [.. forms];
    }

    private static void Attended(Graph graph, Mix mix, int weights, int values, SortedSet<string> forms)
    {
        var reach = "growing";
        while (graph.Nodes[weights].Operator is not Match)
        {
            if (graph.Nodes[weights].Operator is Mask { Kind: not MaskKind.Causal } mask) reach = $"a {mask.Word}";
            weights = graph.Nodes[weights].Inputs[0];
        }
        var match = (Match)graph.Nodes[weights].Operator;
        var (query, key) = (graph.Nodes[weights].Inputs[0], graph.Nodes[weights].Inputs[1]);
        var (ofKey, ofValue) = (Below(graph, key), Below(graph, values));
        if (ofKey.Any(node =>
            graph.Nodes[node].Operator is Pool)) forms.Add($"stretches of text as one token, {reach}");
        else if (key == values || graph.Nodes[key].Inputs.Contains(values)) forms.Add($"keys that are values, {reach}");
        else if (ofKey.Any(node => ofValue.Contains(node) && IsNarrow(graph, node, key, values)))
        {
            forms.Add($"one latent, {reach}");
            if (graph.Nodes[weights].Inputs.Length > 2) forms.Add($"a key beside the latent, {reach}");
        }
        else
            forms.Add((graph.Widths[key] * match.Heads / graph.Widths[query]) switch
            {
                1 => $"keys and values of one head, {reach}",
                var heads when heads == mix.Heads => $"keys and values of every head, {reach}",
                _ => $"keys and values of groups of heads, {reach}",
            });
    }

    /// <summary>Whether keeping this node instead of key and value keeps less, and less than the layer's
    /// input.</summary>
    private static bool IsNarrow(Graph graph, int node, int key, int values) =>
        graph.Widths[node] < Math.Min(graph.Widths[0], graph.Widths[key] + graph.Widths[values]);

    /// <summary>Nodes that a key or value is made of, each token by itself.</summary>
    private static HashSet<int> Below(Graph graph, int node)
    {
        var below = new HashSet<int>();
        Visit(node);
        return below;

        void Visit(int at)
        {
            if (graph.Nodes[at].Operator is Given or Match or Mix || !below.Add(at)) return;
            foreach (var input in graph.Nodes[at].Inputs) Visit(input);
        }
    }
}
