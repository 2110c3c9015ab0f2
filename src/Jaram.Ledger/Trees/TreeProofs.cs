// Makes proofs: the hashes that, with what the verifier knows, give the root. Recursive as the RFC prints it.
// Source: RFC 6962 sections 2.1.1 and 2.1.2; subtrees: draft-ietf-plants-merkle-tree-certs section 4.

using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Makes the proofs that <see cref="TreeVerifier"/> checks.</summary>
public static class TreeProofs
{
    /// <summary>That a leaf is in a tree; siblings from the leaf up.</summary>
    /// <exception cref="LedgerException">The index is not below the size.</exception>
    public static IReadOnlyList<Digest> Inclusion(long index, long size, TreeNodes nodes)
    {
        if (index < 0 || index >= size)
            throw new LedgerException($"entry {index} is not in a tree of {size}: ask for 0 to {size - 1}");
        var proof = new List<Digest>();
        Include(index, 0, size, nodes, proof);
        return proof;
    }

    /// <summary>That a tree begins with all of an older one.</summary>
    /// <exception cref="LedgerException">The sizes are not 1 ≤ old ≤ new: nothing is proved of an empty
    /// tree.</exception>
    public static IReadOnlyList<Digest> Consistency(long oldSize, long newSize, TreeNodes nodes)
    {
        if (oldSize < 1)
            throw new LedgerException($"a tree of {oldSize} entries is consistent with any: begin with 1 or more");
        return Subtree(0, oldSize, newSize, nodes);
    }

    /// <summary>That a tree holds a subtree.</summary>
    /// <exception cref="LedgerException">The leaves from start to end are no subtree, or not in the tree.</exception>
    public static IReadOnlyList<Digest> Subtree(long start, long end, long size, TreeNodes nodes)
    {
        if (!TreeRange.IsSubtree(start, end) || start == end || end > size)
            throw new LedgerException($"entries {start} to {end} are no subtree of a tree of {size}: "
                + "begin at a multiple of a power of two that is not below the length, end within the tree");
        var proof = new List<Digest>();
        Contain(start, end, 0, size, true, nodes, proof);
        return proof;
    }

    private static void Include(long index, long from, long size, TreeNodes nodes, List<Digest> proof)
    {
        if (size == 1) return;
        var split = TreeRange.Split(size);
        if (index < split)
        {
            Include(index, from, split, nodes, proof);
            proof.Add(TreeRange.Hash(from + split, from + size, nodes));
        }
        else
        {
            Include(index - split, from + split, size - split, nodes, proof);
            proof.Add(TreeRange.Hash(from, from + split, nodes));
        }
    }

    /// <param name="start">Counted from the part looked at.</param>
    /// <param name="end">Likewise.</param>
    /// <param name="from">Where that part begins in the whole tree.</param>
    /// <param name="size">Leaves in that part.</param>
    /// <param name="known">Whether the verifier has the subtree's own hash.</param>
    /// <param name="nodes">The tree.</param>
    /// <param name="proof">Grows.</param>
    private static void Contain(
        long start, long end, long from, long size, bool known, TreeNodes nodes, List<Digest> proof)
    {
        if (start == 0 && end == size)
        {
            if (!known) proof.Add(TreeRange.Hash(from, from + size, nodes));
            return;
        }
        var split = TreeRange.Split(size);
        if (end <= split)
        {
            Contain(start, end, from, split, known, nodes, proof);
            proof.Add(TreeRange.Hash(from + split, from + size, nodes));
        }
        else if (start >= split)
        {
            Contain(start - split, end - split, from + split, size - split, known, nodes, proof);
            proof.Add(TreeRange.Hash(from, from + split, nodes));
        }
        else // it spans the split, so it begins at 0
        {
            Contain(0, end - split, from + split, size - split, false, nodes, proof);
            proof.Add(TreeRange.Hash(from, from + split, nodes));
        }
    }
}
