// What mixes the channels of one token. A new kind is one record here, one block in Jaram.Training, one golden test.
// Source: ours.

using System.Text.Json.Serialization;

namespace Jaram.Architecture.Blocks;

/// <summary>The part of a layer that works on each token alone.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MlpDesign), "mlp")]
[JsonDerivedType(typeof(MixtureDesign), "mixture")]
public abstract record ChannelMixerDesign
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
