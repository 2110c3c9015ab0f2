// Feed-forward networks: up, bend, down; with a second way up that gates the first, or a gate on what comes down.
// Source: gates arXiv:2002.05202, section 2; ReLU² arXiv:2109.08668; xIELU arXiv:2411.13010; PolyNorm
// arXiv:2411.03884; the gate on the output is RWKV's channel mixing, arXiv:2305.13048, section 3.1.

namespace Jaram.Architecture.Atlas.Channels;

/// <summary>How a hidden channel is bent.</summary>
public enum Bend
{
    /// <summary>x·σ(x).</summary>
    Silu,

    /// <summary>x·Φ(x).</summary>
    Gelu,

    /// <summary>x·Φ(x), by a tanh: the same to three digits.</summary>
    GeluTanh,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>max(0, x)².</summary>
    ReluSquared,

    /// <summary>A quadratic above 0, an exponential below, both with a learnt factor.</summary>
    Xielu,

    /// <summary>A learnt sum of normalised powers up to the third, and a shift.</summary>
    PolyNorm,

    /// <summary>Kimi K3's bounded SiLU.</summary>
    Situ,

    /// <summary>x·σ(1.702·x), with the other way up raised by one (gpt-oss).</summary>
    SwigluOai,
}

/// <summary>What a sublayer is multiplied by.</summary>
public enum ChannelGate
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The hidden channels, by a second way up.</summary>
    Hidden,

    /// <summary>The output, by a sigmoid of the input.</summary>
    Output,
}

/// <summary>A feed-forward network that every token passes.</summary>
public sealed record MlpChannel : Channel
{
    /// <summary>Hidden channels F.</summary>
    public required int Hidden { get; init => field = Must.BePositive(value); }

    /// <summary>How a hidden channel is bent.</summary>
    public required Bend Bend { get; init; }

    /// <summary>What is multiplied by a gate.</summary>
    public ChannelGate Gate { get; init; }

    /// <summary>Whether its matrices have shifts.</summary>
    public bool Bias { get; init; }

    /// <summary>Bound of the hidden channels before they are bent; 0 for none.</summary>
    public double Clamp { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Channels before they are bent: the gate's and the way up's together.</summary>
    public long UpChannels => Gate == ChannelGate.Hidden ? 2L * Hidden : Hidden;

    /// <inheritdoc/>
    public override long Parameters(int width) =>
        Matrices(width) + (Bias ? UpChannels + width : 0)
        + Bend switch { Bend.Xielu => 2, Bend.PolyNorm => 4, _ => 0 };

    /// <inheritdoc/>
    public override long ActiveParameters(int width) => Parameters(width);

    /// <inheritdoc/>
    public override double Flops(int width) => 2.0 * Matrices(width);

    internal override void Check() { }

    private long Matrices(int width) =>
        width * (UpChannels + Hidden) + (Gate == ChannelGate.Output ? (long)width * width : 0);
}
