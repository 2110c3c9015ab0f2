// Experts in another order, with their rows of the router.
// Source: ours.

using System.Globalization;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Assay.Provenance.Reading;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>Experts shuffled</summary>
internal sealed record ExpertOrder : Evasion
{
    /// <inheritdoc/>
    public override bool Fits(Design design) => design.Stack.Any(layer => layer.Channel is MixtureDesign { Groups: 0 });

    /// <inheritdoc/>
    public override Body Of(Body body, string name)
    {
        var orders = body.Design.Stack.Select((layer, at) => layer.Channel is MixtureDesign mixture
            ? Sampling.Order(mixture.Experts, FormattableString.Invariant($"{name} experts {at}"), 1) : []).ToList();
        return body.With((tensor, numbers) => tensor.Split('.') switch
        {
            ["layers", var at, "channel", "inner", "experts", var expert, var part, "weight"] =>
                body[FormattableString.Invariant($"layers.{at}.channel.inner.experts.")
                    + FormattableString.Invariant($"{orders[Whole(at)][Whole(expert)]}.{part}.weight")],
            _ => Axes.Of(tensor).Reordered(numbers, axis => axis is Axis.Expert of ? orders[of.Layer] : null),
        });
    }

    private static int Whole(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}
