// How tokens read from earlier ones, in models of others. A new kind is one record here.
// Source: ours; each kind names its own.

using System.Text.Json.Serialization;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Atlas.Mixers;

/// <summary>The part of a layer in which tokens read from earlier tokens.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SoftmaxMixer), "attention")]
[JsonDerivedType(typeof(LatentMixer), "latent")]
[JsonDerivedType(typeof(CompressedMixer), "compressed")]
[JsonDerivedType(typeof(DeltaMixer), "delta")]
[JsonDerivedType(typeof(StateSpaceMixer), "mamba2")]
[JsonDerivedType(typeof(RwkvMixer), "rwkv5")]
[JsonDerivedType(typeof(BranchedMixer), "branched")]
public abstract record Mixer
{
    /// <summary>Trainable numbers.</summary>
    /// <param name="width">Model width D.</param>
    /// <param name="norm">The model's norm; inner norms have a gain where it has one.</param>
    public abstract long Parameters(int width, NormBlueprint norm);

    /// <summary>Floating-point operations of one token's matrix products; a multiply-add is two.</summary>
    /// <param name="width">Model width D.</param>
    /// <param name="work">What is being computed, and over how long a context.</param>
    public abstract double Flops(int width, Work work);

    /// <summary>Numbers kept for later tokens.</summary>
    /// <param name="width">Model width D.</param>
    public abstract Kept Keeps(int width);

    /// <summary>Relations between values that no single setter can see.</summary>
    /// <exception cref="DesignException">The values do not fit together.</exception>
    internal abstract void Check();
}
