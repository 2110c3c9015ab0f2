// Source: ours.

namespace Jaram.Assay.Provenance.Reading;

/// <summary>What a tensor does in its component.</summary>
public enum TensorRole
{
    /// <summary>Looked at for equality only.</summary>
    Other,

    /// <summary>Tokens by width.</summary>
    Tokens,

    /// <summary>Makes queries out of the stream.</summary>
    Query,

    /// <summary>Makes keys.</summary>
    Key,

    /// <summary>Makes queries, keys and values, one above the other.</summary>
    Fused,

    /// <summary>Makes anything else of attention that reads the stream: values, heads all in one.</summary>
    Reader,

    /// <summary>Makes the latents of queries.</summary>
    QueryDown,

    /// <summary>Makes queries of their latents.</summary>
    QueryUp,

    /// <summary>Makes the latents of keys and values, and below them keys with positions.</summary>
    LatentDown,

    /// <summary>Makes keys and values of their latents, head by head.</summary>
    LatentUp,

    /// <summary>Makes keys of latents, turned, head by head.</summary>
    KeyUp,

    /// <summary>Brings heads back to the stream.</summary>
    Output,

    /// <summary>The gate of a hidden unit.</summary>
    Gate,

    /// <summary>What a hidden unit reads.</summary>
    Up,

    /// <summary>Gate and up, one above the other.</summary>
    GateUp,

    /// <summary>What a hidden unit writes.</summary>
    Down,

    /// <summary>Scores experts.</summary>
    Router,

    /// <summary>Gains before attention.</summary>
    AttentionNorm,

    /// <summary>Gains before the feed-forward network.</summary>
    ChannelNorm,

    /// <summary>Gains of queries, or of their latents.</summary>
    QueryNorm,

    /// <summary>Gains of the latents of keys and values.</summary>
    LatentNorm,

    /// <summary>Other gains, biases and tables.</summary>
    Vector,
}
