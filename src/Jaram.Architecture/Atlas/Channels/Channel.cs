// What happens to each token alone, in models of others. A new kind is one record here.
// Source: ours.

using System.Text.Json.Serialization;

namespace Jaram.Architecture.Atlas.Channels;

/// <summary>The part of a layer that works on each token alone.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MlpChannel), "mlp")]
[JsonDerivedType(typeof(MixtureChannel), "mixture")]
public abstract record Channel
{
    /// <summary>Trainable numbers.</summary>
    /// <param name="width">Model width D.</param>
    public abstract long Parameters(int width);

    /// <summary>Trainable numbers that one token meets.</summary>
    /// <param name="width">Model width D.</param>
    public abstract long ActiveParameters(int width);

    /// <summary>Floating-point operations of one token's matrix products; a multiply-add is two.</summary>
    /// <param name="width">Model width D.</param>
    public abstract double Flops(int width);

    /// <summary>Relations between values that no single setter can see.</summary>
    /// <exception cref="DesignException">The values do not fit together.</exception>
    internal abstract void Check();
}
