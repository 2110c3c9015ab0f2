// X2: hidden units in another order, in each network its own.
// Source: arXiv:2502.12292, appendix.

using Jaram.Architecture;
using Jaram.Assay.Provenance.Reading;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>X2</summary>
internal sealed record UnitOrder : Evasion
{
    /// <inheritdoc/>
    public override bool Fits(Design design) => true;

    /// <inheritdoc/>
    public override Body Of(Body body, string name) => body.With((tensor, numbers) =>
        Axes.Of(tensor).Reordered(numbers, axis => axis is Axis.Hidden { Network: var network }
            ? Sampling.Order(body[$"{network}down.weight"].Columns, $"{name} x2 {network}", 1)
            : null));
}
