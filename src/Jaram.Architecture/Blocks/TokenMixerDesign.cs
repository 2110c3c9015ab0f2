// What mixes tokens with one another. A new kind is one record here, one block in Jaram.Training, one golden test.
// Source: ours.

using System.Text.Json.Serialization;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Blocks;

/// <summary>The part of a layer in which tokens read from earlier tokens.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AttentionDesign), "attention")]
[JsonDerivedType(typeof(LatentAttentionDesign), "latent")]
public abstract record TokenMixerDesign
{
    /// <summary>Number of query heads H.</summary>
    public required int Heads { get; init => field = Must.BePositive(value); }

    /// <summary>Tokens that a token may read, itself included; 0 for all of them.</summary>
    public int Window { get; init => field = Must.NotBeNegative(value); }

    /// <summary>How positions turn queries and keys; absent for no positions at all (NoPE).</summary>
    public RotaryDesign? Rotary { get; init; }

    /// <summary>Trainable numbers.</summary>
    /// <param name="width">Model width D.</param>
    /// <param name="norm">The model's norm; inner norms have a gain where it has one.</param>
    public abstract long Parameters(int width, NormDesign norm);

    /// <summary>Floating-point operations of one token's matrix products; a multiply-add is two.</summary>
    /// <param name="width">Model width D.</param>
    /// <param name="work">What is being computed, and over how long a context.</param>
    public abstract double Flops(int width, Work work);

    /// <summary>Numbers kept for later tokens.</summary>
    public abstract Cached Cache();

    /// <summary>Relations between values that no single setter can see.</summary>
    /// <exception cref="DesignException">The values do not fit together.</exception>
    internal abstract void Check();
}
