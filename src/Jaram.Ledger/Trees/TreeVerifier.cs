// Checks proofs. One walk serves all kinds: a tree of size n is the subtree from 0 to n, a leaf is one of length 1.
// Source: RFC 9162 sections 2.1.3.2 and 2.1.4.2, in the form for subtrees of draft-ietf-plants-merkle-tree-certs
// section 4; verdicts as the vectors of transparency-dev/merkle have them.
// Letters: f first leaf of the subtree, s its last, t the tree's last, all at the level the walk has come to.

using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Checks proofs about a tree; whatever they hold, the answer is true or false.</summary>
public static class TreeVerifier
{
    /// <summary>Whether a leaf is in the tree under a root.</summary>
    public static bool Includes(TreeHead head, long index, Digest leaf, IReadOnlyList<Digest> proof) =>
        SubtreeIncludes(0, head.Size, head.Root, index, leaf, proof);

    /// <summary>Whether a tree begins with all of an older one; of an empty one nothing is proved, so false.</summary>
    public static bool Extends(TreeHead older, TreeHead newer, IReadOnlyList<Digest> proof) =>
        older.Size > 0 && Contains(newer, 0, older.Size, older.Root, proof);

    /// <summary>Whether a leaf is in a subtree.</summary>
    public static bool SubtreeIncludes(
        long start, long end, Digest root, long index, Digest leaf, IReadOnlyList<Digest> proof) =>
        TreeRange.IsSubtree(start, end) && start <= index && index < end
        && Walk(index - start, index - start, end - start - 1, leaf, leaf, root, proof, 0);

    /// <summary>Whether a tree holds a subtree. The empty subtree is in every tree.</summary>
    public static bool Contains(TreeHead head, long start, long end, Digest subtree, IReadOnlyList<Digest> proof)
    {
        if (!TreeRange.IsSubtree(start, end) || end > head.Size) return false;
        if (start == end) return proof.Count == 0 && subtree == TreeHash.Empty;
        var (f, s, t) = (start, end - 1, head.Size - 1);
        while (f != s && (s == t || (s & 1) == 1)) (f, s, t) = (f >> 1, s >> 1, t >> 1);
        if (f == s) return Walk(f, s, t, subtree, subtree, head.Root, proof, 0);
        return proof.Count > 0 && Walk(f, s, t, proof[0], subtree, head.Root, proof, 1);
    }

    /// <summary>From a node on the subtree's right edge up: its left siblings give the subtree, all give the tree.
    /// </summary>
    private static bool Walk(
        long f, long s, long t, Digest seed, Digest subtree, Digest root, IReadOnlyList<Digest> proof, int at)
    {
        var (inner, outer) = (seed, seed);
        for (; at < proof.Count; at++)
        {
            if (t == 0) return false;
            if ((s & 1) == 1 || s == t)
            {
                if (f < s) inner = TreeHash.Node(proof[at], inner);
                outer = TreeHash.Node(proof[at], outer);
                while ((s & 1) == 0 && s != 0) (f, s, t) = (f >> 1, s >> 1, t >> 1);
            }
            else
            {
                outer = TreeHash.Node(outer, proof[at]);
            }
            (f, s, t) = (f >> 1, s >> 1, t >> 1);
        }
        return t == 0 && inner == subtree && outer == root;
    }
}
