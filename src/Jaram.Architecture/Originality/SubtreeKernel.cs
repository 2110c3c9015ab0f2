// A second opinion on how alike two architectures are, by another method: how many small neighbourhoods of their graphs
// they share.
// Source: Weisfeiler-Lehman subtree kernel, Shervashidze et al., JMLR 12 (2011), section 3.2.

using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Originality;

/// <summary>Counts of neighbourhoods of operators, up to three steps wide.</summary>
internal sealed class SubtreeKernel
{
    private const int Steps = 3;

    private readonly Dictionary<string, int> _counts = [];

    /// <param name="work">The architecture.</param>
    public SubtreeKernel(Anatomy work)
    {
        foreach (var layer in work.Layers) Count(layer.Graph);
    }

    /// <summary>How alike both are: 1 for the same neighbourhoods, 0 for none in common.</summary>
    public double Likeness(SubtreeKernel other) => Product(other) / Math.Sqrt(Product(this) * other.Product(other));

    private double Product(SubtreeKernel other) =>
        _counts.Sum(count => (double)count.Value * other._counts.GetValueOrDefault(count.Key));

    private void Count(Graph graph)
    {
        var readers = graph.Readers;
        string[] labels = [.. graph.Nodes.Select(node => node.Operator.Word)];
        for (var step = 0; step <= Steps; step++)
        {
            foreach (var label in labels) _counts[label] = _counts.GetValueOrDefault(label) + 1;
            labels = [.. graph.Nodes.Index().Select(node =>
                $"{labels[node.Index]}({Sorted(node.Item.Inputs)}|{Sorted(readers[node.Index])})")];
        }

        string Sorted(IEnumerable<int> nodes) =>
            string.Join(',', nodes.Select(node => labels[node]).Order(StringComparer.Ordinal));
    }
}
