// A tree that only its right edge is kept of: one hash for each 1 in the binary form of its size.
// Source: RFC 6962 section 2.1; the edge is the "compact range" of transparency-dev/merkle.

using System.Numerics;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Takes leaves one by one and knows the root after each, in memory that grows with the logarithm.</summary>
public sealed class GrowingTree
{
    private readonly List<Digest> _edge = []; // large subtrees first

    /// <summary>Begins without leaves.</summary>
    public GrowingTree() { }

    /// <summary>Goes on where a stored tree of a size ends.</summary>
    public GrowingTree(long size, TreeNodes nodes)
    {
        Size = size;
        for (var level = 62; level >= 0; level--)
            if ((size >> level & 1) == 1) _edge.Add(nodes(level, (size >> level) - 1));
    }

    /// <summary>Leaves so far.</summary>
    public long Size { get; private set; }

    /// <summary>The size and the root now.</summary>
    public TreeHead Head => new(Size, Root());

    /// <summary>Adds a leaf.</summary>
    /// <param name="leaf">Its hash.</param>
    public void Add(Digest leaf) => Add(leaf, (_, _, _) => { });

    /// <summary>Adds a leaf.</summary>
    /// <param name="leaf">Its hash.</param>
    /// <param name="completed">Told of each subtree that the leaf completes, itself first: level, index, hash.</param>
    public void Add(Digest leaf, Action<int, long, Digest> completed)
    {
        var hash = leaf;
        completed(0, Size, hash);
        for (var level = 0; level < BitOperations.TrailingZeroCount(~Size); level++)
        {
            hash = TreeHash.Node(_edge[^1], hash);
            _edge.RemoveAt(_edge.Count - 1);
            completed(level + 1, Size >> (level + 1), hash);
        }
        _edge.Add(hash);
        Size++;
    }

    private Digest Root()
    {
        if (_edge.Count == 0) return TreeHash.Empty;
        var root = _edge[^1];
        for (var i = _edge.Count - 2; i >= 0; i--) root = TreeHash.Node(_edge[i], root);
        return root;
    }
}
