// The least of hidden units and of the stream's channels taken out: those whose weights are smallest. What stays keeps
// its order.
// Source: structured pruning by size, arXiv:1608.08710, section 3.1; both widths at once arXiv:2408.11796.

using System.Collections.Immutable;
using Jaram.Architecture.Blocks;
using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Deriving;

/// <summary>Prunes widths.</summary>
internal static class Pruning
{
    /// <summary>Widths stay multiples of this.</summary>
    private const int Multiple = 8;

    /// <summary>Prunes.</summary>
    public static Body Of(Body body, Making.Pruned how)
    {
        var kept = new Dictionary<Axis, int[]>();
        var design = ZooDesigns.Checked(body.Design with
        {
            Width = Part(body.Design.Width, how.Channels),
            Layers = body.Design.Layers.ToImmutableSortedDictionary(layer => layer.Key, layer => layer.Value with
            {
                Channel = layer.Value.Channel switch
                {
                    MlpDesign mlp => Part(mlp, how.Hidden),
                    MixtureDesign mixture => mixture with { Expert = Part(mixture.Expert, how.Hidden) },
                    _ => throw new System.Diagnostics.UnreachableException(),
                },
            }),
        });
        return body.With(design, (name, tensor) => Axes.Of(name).Reordered(tensor, Order));

        IReadOnlyList<int>? Order(Axis axis)
        {
            if (axis is not (Axis.Stream or Axis.Hidden)) return null;
            if (!kept.TryGetValue(axis, out var order))
                kept.Add(axis, order = Strongest(body, axis, axis is Axis.Stream ? how.Channels : how.Hidden));
            return order;
        }
    }

    private static MlpDesign Part(MlpDesign mlp, double share) => mlp with { Hidden = Part(mlp.Hidden, share) };

    private static int Part(int count, double share) => (int)(count * share) / Multiple * Multiple;

    /// <summary>Those with the largest squares over all tensors that count them, ascending.</summary>
    private static int[] Strongest(Body body, Axis axis, double share)
    {
        double[] squares = [];
        foreach (var (name, tensor) in body.Tensors)
        {
            if (!tensor.IsFlat) continue;
            var axes = Axes.Of(name);
            if (axes.Rows == axis) Add(tensor.Turned());
            else if (axes.Columns == axis) Add(tensor);
        }
        return [.. Enumerable.Range(0, squares.Length).OrderByDescending(at => squares[at]).ThenBy(at => at)
            .Take(Part(squares.Length, share)).Order()];

        void Add(Matrix tensor)
        {
            if (squares.Length == 0) squares = new double[tensor.Columns];
            for (var at = 0; at < tensor.Numbers.Length; at++)
                squares[at % tensor.Columns] += (double)tensor.Numbers[at] * tensor.Numbers[at];
        }
    }
}
