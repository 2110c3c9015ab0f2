// Sums of sums are one sum of terms, and terms that are computed from the same stream are summed first: a layer's
// blocks stay apart however their terms are written.

namespace Jaram.Architecture.Graphs;

/// <summary>The one way to write a sum.</summary>
internal static class SumRules
{
    /// <inheritdoc cref="Rewrite"/>
    public static int? Order(Sketch sketch, Operator op, ReadOnlySpan<int> inputs)
    {
        if (op is not Sum) return null;
        var terms = new List<int>();
        foreach (var input in inputs) Flatten(sketch, input, terms);
        if (terms.Count == 0) return inputs[0];
        var groups = terms.GroupBy(term => string.Join(',', Streams(sketch, term).Order()))
            .Select(group => group.ToArray()).ToArray();
        int[] ordered = groups.Length == 1 ? groups[0]
            : [.. groups.Select(group => group.Length == 1 ? group[0] : sketch.Put(op, group))];
        return inputs.SequenceEqual(ordered) ? null : sketch.Put(op, ordered);
    }

    private static void Flatten(Sketch sketch, int node, List<int> terms)
    {
        if (NothingRules.IsNothing(sketch, node)) return;
        if (sketch[node].Operator is not Sum) terms.Add(node);
        else
            foreach (var term in sketch[node].Inputs) Flatten(sketch, term, terms);
    }

    /// <summary>The streams that a node is computed from: the nearest that it reads.</summary>
    private static HashSet<int> Streams(Sketch sketch, int node)
    {
        var (streams, seen) = (new HashSet<int>(), new HashSet<int>());
        if (node == 0) return [-1];                                     // the stream itself is no block of its own
        Visit(node);
        return streams;

        void Visit(int at)
        {
            if (!seen.Add(at)) return;
            if (IsStream(sketch, at)) streams.Add(at);
            else
                foreach (var input in sketch[at].Inputs) Visit(input);
        }
    }

    private static bool IsStream(Sketch sketch, int node) => node == 0
        || sketch[node].Operator is Sum && sketch[node].Inputs.Any(input => IsStream(sketch, input));
}
