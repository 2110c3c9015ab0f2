// X1: one order of the stream's channels in the whole model. Norms do not mind, as they look at all channels alike.
// Source: arXiv:2502.12292, appendix.

using Jaram.Architecture;
using Jaram.Assay.Provenance.Reading;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>X1</summary>
internal sealed record StreamOrder : Evasion
{
    /// <inheritdoc/>
    public override bool Fits(Design design) => true;

    /// <inheritdoc/>
    public override Body Of(Body body, string name)
    {
        var order = Sampling.Order(body.Design.Width, $"{name} x1", 1);
        return body.With((tensor, numbers) =>
            Axes.Of(tensor).Reordered(numbers, axis => axis is Axis.Stream ? order : null));
    }
}
