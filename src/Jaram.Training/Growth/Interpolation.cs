// Layers between layers, whose weights are foreseen from their neighbours'. For each kind of matrix the layers' own
// ones side by side give a common basis; in it a small network learns, from every three layers in a row, the middle one
// from the outer two, and then makes one between two that are neighbours. Vectors are their neighbours' mean.
// Source: LESA, arXiv:2502.13794. Ours: the network corrects the neighbours' mean, and new layers stand
// between the last ones.
//
//   n layers · m new ones · d rows of a matrix

using Jaram.Architecture.Atlas;
using Jaram.Architecture;
using Jaram.Ledger.Growth;

namespace Jaram.Training.Growth;

/// <summary>lesa:m</summary>
/// <param name="Added">New layers m, one between each two of the last m + 1.</param>
public sealed record Interpolation(int Added) : GrowthOperator
{
    /// <inheritdoc/>
    public override MakingOperation Making => MakingOperation.DepthUpScaling;

    /// <inheritdoc/>
    public override string Word => FormattableString.Invariant($"lesa:{Added}");

    internal override Design Grow(Design parent)
    {
        var (count, kinds) = (parent.Stack.Length, parent.Order.Distinct().Count());
        if (kinds > 1)
            throw Refusal($"the parent has {kinds} kinds of layers, and only layers of 1 kind have a middle; use dus");
        if (count < 3) throw Refusal($"the parent has {count} layers, and a middle is learnt from 3; use stack:2");
        if (Added < 1 || Added >= count)
            throw Refusal($"{Added} new layers, but {count} have {count - 1} gaps between them; use 1 to {count - 1}");
        return parent.Restacked(Enumerable.Repeat(parent.Order[0], count + Added));
    }

    internal override Func<FirstTensor, Heir> Heirs(ParentModel parent, Design child)
    {
        var count = parent.Design.Stack.Length;
        Dictionary<string, MiddleLayer> learnt = [];
        return tensor => LayerPart.Find(tensor.Name) is not { Index: >= 0 } part ? ParentModel.Same(tensor)
            : Place(count, part.Index) is (var layer, false)
                ? Restacking.OfLayer(parent, layer, part.Own, MemoryOf.Parent)
                : Between(parent, learnt, part.Own, Place(count, part.Index).Layer, tensor);
    }

    /// <summary>The parent's layer that a child's is, or that a new one follows.</summary>
    private (int Layer, bool IsNew) Place(int layers, int index)
    {
        var first = layers - 1 - Added;                                 // before the first gap that is filled
        return index <= first ? (index, false) : (first + (index - first) / 2, (index - first) % 2 == 1);
    }

    private static Heir Between(ParentModel parent, Dictionary<string, MiddleLayer> learnt, string own, int layer,
        FirstTensor tensor)
    {
        string[] names = [.. new[] { layer, layer + 1 }.Select(at => FormattableString.Invariant($"layers.{at}.{own}"))
            .Where(parent.Has)];                                        // a first layer blends with no earlier values
        if (own.EndsWith(".load", StringComparison.Ordinal)) return new Heir.Set(0);
        if (tensor.Shape.Count < 2 || !own.EndsWith(".weight", StringComparison.Ordinal))
            return new Heir.Computed(names, _ => Mean(parent, names));
        return new Heir.Computed(names, seed =>
        {
            if (!learnt.TryGetValue(own, out var middle)) learnt[own] = middle = MiddleLayer.Learn(parent, own, seed);
            return middle.Between(layer);
        });
    }

    private static float[] Mean(ParentModel parent, string[] names)
    {
        var mean = new float[parent.Numbers(names[0]).Length];
        foreach (var name in names)
        {
            var numbers = parent.Numbers(name);
            for (var i = 0; i < mean.Length; i++) mean[i] += numbers[i] / names.Length;
        }
        return mean;
    }
}
