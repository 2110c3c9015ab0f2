// Tensors are named by their place: layers.3.mixer.inner.q.weight, ahead.0.layer.channel.inner.up.weight.
// Source: ours; docs/glossary.md, parts of a model.

using System.Globalization;
using Jaram.Architecture;

namespace Jaram.Training.Growth;

/// <summary>A tensor of a layer.</summary>
/// <param name="Prefix">The layer's own name and a dot, as in <c>layers.3.</c></param>
/// <param name="Index">The layer's place in the stack; -1 for one of a module that looks ahead.</param>
/// <param name="Own">The tensor's name in the layer, as in <c>mixer.inner.q.weight</c>.</param>
internal sealed record LayerPart(string Prefix, int Index, string Own)
{
    /// <summary>The place that a name tells; null for tensors outside of layers.</summary>
    public static LayerPart? Find(string name) => name.Split('.') switch
    {
        ["layers", var at, ..] => new($"layers.{at}.", int.Parse(at, CultureInfo.InvariantCulture),
            name[(8 + at.Length)..]),
        ["ahead", var at, "layer", ..] => new($"ahead.{at}.layer.", -1, name[(13 + at.Length)..]),
        _ => null,
    };

    /// <summary>The layer's design.</summary>
    public LayerDesign Of(Design design) => Index < 0 ? design.Layers[design.Ahead!.Layer] : design.Stack[Index];

    /// <summary>The name of another tensor of the same layer.</summary>
    public string Beside(string own) => Prefix + own;
}
