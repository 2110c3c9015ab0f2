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
    public override bool Fits(Design design) => design.Stack.All(layer => layer.Canon is null);

    /// <inheritdoc/>
    public override Body Of(Body body, string name) => body.With((tensor, numbers) =>
    {
        var axes = Axes.Of(tensor);
        var units = axes.Rows is Axis.Hidden ? numbers.Rows : numbers.Columns;
        return axes.Reordered(numbers, axis =>
            axis is Axis.Hidden hidden ? Sampling.Order(units, $"{name} x2 {hidden.Network}", 1) : null);
    });
}
