using Jaram.Inference.Caching;

namespace Jaram.Inference.Attending;

/// <summary>What a layer's attention reads and writes.</summary>
internal unsafe struct AttentionCall
{
    /// <summary>Queries of the first token's first head; <see cref="QueryStep"/> floats a head.</summary>
    public float* Queries;

    /// <summary>Floats from token to token, and from head to head; what exceeds the channels is 0.</summary>
    public long QueryStride, QueryStep;

    /// <summary>Where outputs go.</summary>
    public float* Out;

    /// <summary>Floats from token to token, and from head to head.</summary>
    public long OutStride, OutStep;

    /// <summary>Query heads, and key heads that they share.</summary>
    public int Heads, KeyHeads;

    /// <summary>Channels of a key, and of a value.</summary>
    public int KeyChannels, ValueChannels;

    /// <summary>Where in a page keys and values lie.</summary>
    public CacheSlot Keys, Values;

    /// <summary>Pages to be read instead of the text's own; null for those.</summary>
    public byte** Pages;

    /// <summary>Bytes of a page's keys, or values, of one head; and of one token's value.</summary>
    public int KeyBytes, ValueBytes, ValueRowBytes;

    /// <summary>Bytes from a page's keys, or values, of one head to their scales, if they have any.</summary>
    public int KeyScales, ValueScales;

    /// <summary>What scores are multiplied by, and their bound; 0 for none.</summary>
    public float Scale, Softcap;

    /// <summary>Tokens that a token sees, itself included; 0 for all.</summary>
    public int Window;
}
