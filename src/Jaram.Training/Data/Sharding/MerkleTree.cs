// One hash over a growing list, so that a ledger can name all documents and later prove that one is among them.
//
// Source: RFC 6962, section 2.1. Leaf H(0x00 || entry), node H(0x01 || left || right), empty tree H("").

using System.Security.Cryptography;

namespace Jaram.Training.Data;

/// <summary>The root over all leaves added so far; keeps one hash per level.</summary>
internal sealed class MerkleTree
{
    private readonly Stack<(int Level, byte[] Hash)> _whole = new();   // perfect subtrees, from large to small

    public void Add(ReadOnlySpan<byte> entry)
    {
        var (level, hash) = (0, SHA256.HashData([0, .. entry]));
        for (; _whole.TryPeek(out var left) && left.Level == level; level++) hash = Node(_whole.Pop().Hash, hash);
        _whole.Push((level, hash));
    }

    public byte[] Root() => _whole.Count == 0
        ? SHA256.HashData([])
        : _whole.Select(tree => tree.Hash).Aggregate((right, left) => Node(left, right));

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
}
