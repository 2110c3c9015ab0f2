// Looks up hashes inside a tree. A complete subtree is stored (or computed from what is stored); any other is put
// together from complete ones.
// Source: RFC 6962 section 2.1.

using System.Numerics;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>The hash of a complete subtree: leaves index·2^level up to, not including, (index + 1)·2^level.</summary>
public delegate Digest TreeNodes(int level, long index);

/// <summary>Hashes of ranges of leaves.</summary>
public static class TreeRange
{
    /// <summary>The hash over the leaves from start to end.</summary>
    /// <param name="start">A multiple of the least power of two that is not below the length.</param>
    /// <param name="end">Not included.</param>
    /// <param name="nodes">The tree.</param>
    public static Digest Hash(long start, long end, TreeNodes nodes)
    {
        var length = end - start;
        if (length == 0) return TreeHash.Empty;
        if (BitOperations.IsPow2(length))
        {
            var level = BitOperations.Log2((ulong)length);
            return nodes(level, start >> level);
        }
        var middle = start + Split(length);
        return TreeHash.Node(Hash(start, middle, nodes), Hash(middle, end, nodes));
    }

    /// <summary>The largest power of two below n; n is 2 or more.</summary>
    internal static long Split(long n) => 1L << BitOperations.Log2((ulong)(n - 1));

    /// <summary>Whether leaves from start to end make up a subtree of their own in every larger tree.</summary>
    internal static bool IsSubtree(long start, long end) =>
        start >= 0 && start <= end
        && (start == end || (ulong)start % BitOperations.RoundUpToPowerOf2((ulong)(end - start)) == 0);
}
