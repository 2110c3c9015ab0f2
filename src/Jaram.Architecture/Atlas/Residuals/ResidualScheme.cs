// How what a layer computes joins the stream, where that is not x + f(x). A new scheme is one record here.
// Source: ours; each scheme names its own.

using System.Text.Json.Serialization;

namespace Jaram.Architecture.Atlas.Residuals;

/// <summary>How outputs join the stream.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(HyperConnections), "hyper")]
[JsonDerivedType(typeof(AttentionResiduals), "attended")]
[JsonDerivedType(typeof(ScaledResidual), "scaled")]
public abstract record ResidualScheme
{
    /// <summary>Trainable numbers in a layer.</summary>
    /// <param name="width">Model width D.</param>
    /// <param name="sites">Mixers of the layer.</param>
    public abstract long Parameters(int width, int sites);

    /// <summary>Those of them that a token is multiplied by.</summary>
    /// <param name="width">Model width D.</param>
    /// <param name="sites">Mixers of the layer.</param>
    public abstract long Matrices(int width, int sites);
}
