using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Replaying;

/// <summary>Segments that somebody made again, and what came out.</summary>
/// <param name="Challenge">What chose the random ones; empty if nobody else had a say.</param>
/// <param name="Chosen">Which were to be made again.</param>
/// <param name="Segments">What came out, in any order.</param>
public sealed record ReplayAudit(string Challenge, IReadOnlyList<ChosenSegment> Chosen,
    IReadOnlyList<ReplayedSegment> Segments);

/// <summary>A segment made again: the steps that the ledger lists, from the nearest version that is stored with its
/// optimizer, or from the seed.</summary>
/// <param name="Version">The version that the ledger says came out.</param>
/// <param name="Found">The name of the one that did.</param>
/// <param name="Made">Its tensors.</param>
/// <param name="Weights">Digest of all its weights.</param>
/// <param name="Documents">Digest of the documents that were read.</param>
public sealed record ReplayedSegment(Digest Version, Digest Found, TensorListing Made, Digest Weights,
    Digest Documents);

/// <summary>A segment that is to be made again.</summary>
/// <param name="Made">The version it ends in.</param>
/// <param name="Reasons">Why it was chosen.</param>
public sealed record ChosenSegment(GrowthEntry.Made Made, ReplayReasons Reasons);

/// <summary>Why a segment is made again.</summary>
[Flags]
public enum ReplayReasons
{
    /// <summary>It was not chosen.</summary>
    None = 0,

    /// <summary>The challenge drew it.</summary>
    Drawn = 1,

    /// <summary>It is the first.</summary>
    First = 2,

    /// <summary>A stage begins with it.</summary>
    Boundary = 4,

    /// <summary>Its weights moved furthest for its rates.</summary>
    Furthest = 8,
}
