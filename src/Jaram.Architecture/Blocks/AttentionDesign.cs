// Softmax attention with as many key-value heads as one likes: MHA (all), GQA (some), MQA (one).
// Source: arXiv:1706.03762, section 3.2; GQA arXiv:2305.13245, section 2; query-key norm arXiv:2302.05442, section 3;
// softcap Gemma 2, arXiv:2408.00118, section 2; output gate arXiv:2505.06708, section 2.

using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Blocks;

/// <summary>Causal attention with keys and values kept per token.</summary>
public sealed record AttentionDesign : TokenMixerDesign
{
    /// <summary>Number K of key-value heads; it divides the query heads.</summary>
    public required int KeyValueHeads { get; init => field = Must.BePositive(value); }

    /// <summary>Channels d_h of a head.</summary>
    public required int HeadDim { get; init => field = Must.BePositive(value); }

    /// <summary>Whether each head's query and key are normalised before they turn.</summary>
    public bool QueryKeyNorm { get; init; }

    /// <summary>Whether the heads' output is multiplied by a sigmoid gate of the input.</summary>
    public bool OutputGate { get; init; }

    /// <summary>Bound c of the scores c·tanh(s/c); 0 for none.</summary>
    public double Softcap { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Channels of all query heads together.</summary>
    public long QueryChannels => (long)Heads * HeadDim;

    /// <summary>Channels of all key heads, or value heads, together.</summary>
    public long KeyChannels => (long)KeyValueHeads * HeadDim;

    /// <summary>Channels of the queries, keys and values together.</summary>
    public long QueryKeyValueChannels => QueryChannels + 2 * KeyChannels;

    /// <inheritdoc/>
    public override long Parameters(int width, NormDesign norm) =>
        Matrices(width) + (QueryKeyNorm && norm.Gain ? 2L * HeadDim : 0);

    /// <inheritdoc/>
    public override double Flops(int width, Work work) =>
        2.0 * Matrices(width) + 4.0 * QueryChannels * work.KeysRead(Window);

    /// <inheritdoc/>
    public override Cached Cache() => Cached.PerTokenRead(2 * KeyChannels, Window);

    internal override void Check()
    {
        Must.BeMultiple(nameof(Heads), Heads, nameof(KeyValueHeads), KeyValueHeads);
        if (Rotary is not { } rotary) return;
        Must.BeAtMost("rotary.dim", rotary.Dim, nameof(HeadDim), HeadDim);
        Must.At("rotary", rotary.Check);
    }

    private long Matrices(int width) =>
        width * (QueryKeyValueChannels + QueryChannels + (OutputGate ? QueryChannels : 0));
}
