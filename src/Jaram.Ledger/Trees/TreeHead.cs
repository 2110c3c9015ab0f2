using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>What a log's signature is about: how many entries there are, and the root hash over them all.</summary>
/// <param name="Size">Entries, 0 or more.</param>
/// <param name="Root">The root of the Merkle tree over them.</param>
public readonly record struct TreeHead(long Size, Digest Root)
{
    /// <summary>The head of a log without entries.</summary>
    public static TreeHead Empty => new(0, TreeHash.Empty);
}
