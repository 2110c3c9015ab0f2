// How usual it is that an operator stands in a place, over all known architectures: the code book of description
// length.
// Source: description length, Rissanen, Automatica 14 (1978); the estimate of a share from few counts, Krichevsky and
// Trofimov, IEEE Trans. Inf. Theory 27 (1981).

using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Originality;

/// <summary>Counts of words in places.</summary>
internal sealed class Usage
{
    private readonly Dictionary<Slot, Dictionary<string, int>> _counts = [];

    /// <summary>Counts what stands where in an architecture; each word counts once in each place.</summary>
    /// <param name="layers">Its kinds of layer, in normal form.</param>
    /// <param name="others">Words in places beside the graphs.</param>
    public void Add(IEnumerable<Graph> layers, IEnumerable<(Slot, string)> others)
    {
        var seen = others.ToHashSet();
        foreach (var layer in layers) Visit(layer, layer.Output, Slot.End, seen);
        foreach (var (slot, word) in seen)
        {
            if (!_counts.TryGetValue(slot, out var words)) _counts.Add(slot, words = []);
            words[word] = words.GetValueOrDefault(word) + 1;
        }
    }

    /// <summary>−log₂ of the share of architectures that have this word in this place; a word that none has there pays
    /// as one class of its own.</summary>
    public double Bits(Slot slot, string word)
    {
        var words = _counts.GetValueOrDefault(slot);
        var (sum, kinds) = (words?.Values.Sum() ?? 0, words?.Count ?? 0);
        return -Math.Log2(((words?.GetValueOrDefault(word) ?? 0) + 0.5) / (sum + 0.5 * (kinds + 1)));
    }

    /// <summary>How many architectures have this word in this place.</summary>
    public int CountOf(Slot slot, string word) => _counts.GetValueOrDefault(slot)?.GetValueOrDefault(word) ?? 0;

    private static void Visit(Graph graph, int node, Slot slot, HashSet<(Slot, string)> seen)
    {
        var (op, inputs) = graph.Nodes[node];
        if (!seen.Add((slot, op.Word))) return;
        foreach (var (i, input) in inputs.Index()) Visit(graph, input, slot.Under(op, i), seen);
    }
}
