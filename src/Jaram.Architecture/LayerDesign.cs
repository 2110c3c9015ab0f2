using Jaram.Architecture.Blocks;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture;

/// <summary>Where a sublayer f is normalised.</summary>
public enum NormPlacement
{
    /// <summary>x + f(norm(x)), as GPT-2 and Llama do.</summary>
    Pre,

    /// <summary>x + norm(f(x)), as OLMo 2 does (arXiv:2501.00656, section 3.2).</summary>
    Post,

    /// <summary>x + norm(f(norm(x))), as Gemma 2 does (arXiv:2408.00118, section 2).</summary>
    Sandwich,
}

/// <summary>What else runs along the layers, besides x + f(x).</summary>
[Flags]
public enum ResidualExtras
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Values are blended with the first layer's: v ← (1−λ)v + λv₁, λ learnt (arXiv:2410.17897).</summary>
    Value = 1,

    /// <summary>The input returns: x ← r·x + l·x₀, r and l learnt (KellerJordan/modded-nanogpt, 2024).</summary>
    Input = 2,
}

/// <summary>One layer: a token mixer, then a channel mixer.</summary>
public sealed record LayerDesign
{
    /// <summary>How tokens read from earlier ones.</summary>
    public required TokenMixerDesign Mixer { get; init; }

    /// <summary>What happens to each token alone.</summary>
    public required ChannelMixerDesign Channel { get; init; }

    /// <summary>Where both are normalised.</summary>
    public NormPlacement Norm { get; init; }

    /// <summary>What else runs along the layers.</summary>
    public ResidualExtras Residual { get; init; }

    /// <summary>Short causal convolutions; absent for none.</summary>
    public CanonDesign? Canon { get; init; }

    /// <summary>Norms of the model's width in this layer.</summary>
    public int Norms => Norm == NormPlacement.Sandwich ? 4 : 2;

    /// <summary>Learnt numbers of the residual scheme; a first layer has no earlier values to blend with.</summary>
    /// <param name="first">Whether the layer is the first of the model.</param>
    public int ResidualScalars(bool first) =>
        (Residual.HasFlag(ResidualExtras.Value) && !first ? 1 : 0) + (Residual.HasFlag(ResidualExtras.Input) ? 2 : 0);

    /// <summary>Floating-point operations of one token's matrix products and convolutions.</summary>
    /// <param name="width">Model width D.</param>
    /// <param name="work">What is being computed, and over how long a context.</param>
    public double Flops(int width, Work work) =>
        Mixer.Flops(width, work) + Channel.Flops(width)
        + 2.0 * (Canon?.Channels(width, this) * Canon?.Taps ?? 0);

    /// <summary>Numbers kept for later tokens.</summary>
    /// <param name="width">Model width D.</param>
    public Cached Cache(int width) =>
        Mixer.Cache() + new Cached(0, Canon is { } canon ? canon.Channels(width, this) * (canon.Taps - 1) : 0);

    internal void Check()
    {
        Must.At("mixer", Mixer.Check);
        Must.At("channel", Channel.Check);
        Canon?.Check(this);
        if (Residual.HasFlag(ResidualExtras.Value) && Mixer is not AttentionDesign)
            throw Must.Refusal(nameof(Residual), Residual, "has value only with a mixer of kind attention",
                "leave value out, or use attention: a latent mixer keeps no values to blend");
    }
}
