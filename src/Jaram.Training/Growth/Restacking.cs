// A child whose layers are the parent's, in another order and some of them twice. Whatever belongs to a layer goes with
// it: its window, its residual scalars r and l, its experts' biases. Only the blend with the first layer's values is
// missing where a first layer comes to stand further up: there it begins at 0, which is what the layer did before.
// Source: ours; layer-wise passthrough as mergekit has it (its documentation, merge_method passthrough).

using Jaram.Architecture.Atlas;
using Jaram.Architecture;
using Jaram.Ledger.Growth;

namespace Jaram.Training.Growth;

/// <summary>Growth by repeating layers.</summary>
public abstract record Restacking : GrowthOperator
{
    /// <inheritdoc/>
    public override MakingOperation Making => MakingOperation.DepthUpScaling;

    /// <summary>The parent's layers, by their places in the child.</summary>
    /// <param name="layers">How many the parent has.</param>
    /// <exception cref="Raising.RaisingException">Too few for this operator.</exception>
    public abstract IReadOnlyList<int> Order(int layers);

    internal sealed override Design Grow(Design parent) =>
        parent.Restacked(Order(parent.Stack.Length).Select(layer => parent.Order[layer]));

    internal sealed override Func<FirstTensor, Heir> Heirs(ParentModel parent, Design child)
    {
        var order = Order(parent.Design.Stack.Length);
        return tensor => LayerPart.Find(tensor.Name) is { Index: >= 0 } part
            ? OfLayer(parent, order[part.Index], part.Own, MemoryOf.Parent)
            : ParentModel.Same(tensor);
    }

    /// <summary>A layer's tensor that is a layer's of the parent.</summary>
    internal static Heir OfLayer(ParentModel parent, int layer, string own, MemoryOf memory)
    {
        var name = FormattableString.Invariant($"layers.{layer}.{own}");
        return parent.Has(name) ? new Heir.Copied(name, memory) : new Heir.Set(0);
    }
}
