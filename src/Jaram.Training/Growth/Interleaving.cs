// Interleaving: copies of layers between them that write nothing to the residual stream yet, so that the child is the
// parent's function bit for bit: x + 0. A copy's way out is 0; where a norm follows the way out, that norm's gain is,
// as a norm would blow the first small steps up to full size. Residual scalars of copies are r = 1 and l = 0. Their way
// out has a gradient from the first step on, what lies before it from the second.
// Source: LLaMA Pro, arXiv:2401.02415, section 3.2 (block expansion).

using Jaram.Architecture.Atlas;
using Jaram.Architecture;
using Jaram.Ledger.Growth;

namespace Jaram.Training.Growth;

/// <summary>interleave:k</summary>
/// <param name="Every">Layers k before each copy; it is a copy of the last of them.</param>
public sealed record Interleaving(int Every) : GrowthOperator
{
    /// <inheritdoc/>
    public override MakingOperation Making => MakingOperation.DepthUpScaling;

    /// <inheritdoc/>
    public override string Word => Every == 1 ? "interleave" : FormattableString.Invariant($"interleave:{Every}");

    internal override Design Grow(Design parent)
    {
        var count = parent.Stack.Length;
        if (Every < 1 || count % Every != 0)
            throw Refusal($"a copy after every {Every} layers does not come out even with {count}; use a divisor");
        foreach (var (name, layer) in parent.Layers)
            if (layer.Norm != NormPlacement.Pre && !parent.Norm.Gain)
                throw Refusal($"layer {name} ends in a norm without gain, which no copy can silence; use stack:2");
        return parent.Restacked(Places(count).Select(place => parent.Order[place.Layer]));
    }

    internal override Func<FirstTensor, Heir> Heirs(ParentModel parent, Design child)
    {
        (int Layer, bool IsNew)[] places = [.. Places(parent.Design.Stack.Length)];
        return tensor => LayerPart.Find(tensor.Name) is not { Index: >= 0 } part ? ParentModel.Same(tensor)
            : places[part.Index] is (var layer, false) ? Restacking.OfLayer(parent, layer, part.Own, MemoryOf.Parent)
            : Silent(parent, part, parent.Design.Stack[places[part.Index].Layer].Norm, places[part.Index].Layer);
    }

    private static Heir Silent(ParentModel parent, LayerPart part, NormPlacement norm, int layer) => part.Own switch
    {
        "input_mix" => new Heir.Set(1, 0),
        _ when norm != NormPlacement.Pre && part.Own.EndsWith("norm_after.gain", StringComparison.Ordinal) =>
            new Heir.Set(0),
        _ when norm == NormPlacement.Pre && (part.Own.EndsWith(".out.weight", StringComparison.Ordinal)
            || part.Own.EndsWith(".down.weight", StringComparison.Ordinal)) => new Heir.Set(0),
        _ => Restacking.OfLayer(parent, layer, part.Own, MemoryOf.Nothing),
    };

    /// <summary>For each layer of the child the parent's that it is or copies.</summary>
    private IEnumerable<(int Layer, bool IsNew)> Places(int layers)
    {
        for (var layer = 0; layer < layers; layer++)
        {
            yield return (layer, false);
            if ((layer + 1) % Every == 0) yield return (layer, true);
        }
    }
}
