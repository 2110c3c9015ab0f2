// The feed-forward network: up, bend, down; SwiGLU has a second way up that gates the first.
// Source: GELU arXiv:1606.08415; SwiGLU arXiv:2002.05202, section 2; ReLU² Primer, arXiv:2109.08668, section 3.1.

namespace Jaram.Architecture.Blocks;

/// <summary>How a hidden channel is bent.</summary>
public enum Activation
{
    /// <summary>silu(gate) ⊙ up: three matrices.</summary>
    SwiGlu,

    /// <summary>gelu(up), the exact form: two matrices.</summary>
    Gelu,

    /// <summary>max(0, up)²: two matrices.</summary>
    ReluSquared,
}

/// <summary>A feed-forward network that every token passes.</summary>
public sealed record MlpDesign : ChannelMixerDesign
{
    /// <summary>Hidden channels F.</summary>
    public required int Hidden { get; init => field = Must.BePositive(value); }

    /// <summary>How a hidden channel is bent.</summary>
    public required Activation Activation { get; init; }

    /// <summary>Channels before they are bent: the gate's and the way up's together.</summary>
    public long UpChannels => Activation == Activation.SwiGlu ? 2L * Hidden : Hidden;

    /// <inheritdoc/>
    public override long Parameters(int width) => width * (UpChannels + Hidden);

    /// <inheritdoc/>
    public override long ActiveParameters(int width) => Parameters(width);

    /// <inheritdoc/>
    public override double Flops(int width) => 2.0 * Parameters(width);

    internal override void Check() { }
}
