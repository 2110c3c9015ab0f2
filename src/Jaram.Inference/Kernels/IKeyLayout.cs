// Scores of queries against the keys of pages, 16 tokens a page. Four queries and 64 tokens, or four queries and four
// tokens, are computed at once; each score's sum has the same order whatever is beside it.
//
//   KeyColumns: [channel][16 tokens], for keys that each head group has to itself: a score is one chain of fused
//               multiply-adds over the channels
//   KeyRows:    [16 tokens][channels], for latents, which are values too: 16 chains, then the sum of 16 lanes
// Source: ours.


namespace Jaram.Inference.Kernels;

/// <summary>How keys lie in a page.</summary>
internal unsafe interface IKeyLayout
{
    /// <summary>Bytes of 16 tokens' keys.</summary>
    /// <param name="channels">Channels of a key.</param>
    /// <param name="element">Bytes of a number.</param>
    static abstract int PageBytes(int channels, int element);

    /// <summary>Writes a token's key into a page.</summary>
    static abstract void Write<TElement>(float* key, int channels, byte* page, int token)
        where TElement : struct, IElement;

    /// <summary>Scores of up to four queries against whole pages.</summary>
    /// <param name="queries">Four pointers; a query less is another one again.</param>
    /// <param name="pages">Where the keys of each page begin.</param>
    /// <param name="count">Pages, a multiple of 4.</param>
    /// <param name="channels">Channels of a key; queries hold 0 up to a multiple of 16.</param>
    /// <param name="into">Four rows for 16 scores a page; of equal queries the last one's stay.</param>
    static abstract void Score<TElement>(float** queries, byte** pages, int count, int channels, float** into)
        where TElement : struct, IElement;

    /// <summary>The plain form: one query, one token.</summary>
    static abstract float Plain<TElement>(float* query, byte* page, int token, int channels)
        where TElement : struct, IElement;
}
