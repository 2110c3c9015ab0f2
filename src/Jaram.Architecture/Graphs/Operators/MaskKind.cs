// Attention in pieces, so that variants of it share all pieces but the one in which they differ. Scores carry, for each
// head, a number for every token of the text.
// Source: arXiv:1706.03762, section 3.2.1; grouped heads arXiv:2305.13245, section 2; sinks arXiv:2309.17453, section
// 3.

namespace Jaram.Architecture.Graphs;

/// <summary>Which tokens a token may read.</summary>
internal enum MaskKind
{
    /// <summary>All before it and itself.</summary>
    Causal,

    /// <summary>The last few.</summary>
    Window,

    /// <summary>Those of its own stretch of text.</summary>
    Chunk,
}
