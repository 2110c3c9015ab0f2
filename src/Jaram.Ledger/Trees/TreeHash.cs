// Hashing of a log's Merkle tree. The first byte tells leaf from node, so neither can be passed off as the other.
// Source: RFC 6962 section 2.1; C2SP tlog-tiles.

using System.Security.Cryptography;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>SHA-256 of leaves and nodes.</summary>
public static class TreeHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Bytes = SHA256.HashSizeInBytes;

    private const int Small = 4096; // bytes: fits the stack

    /// <summary>The root of a tree without leaves: the hash of nothing.</summary>
    public static Digest Empty { get; } = Digest.Of([]);

    /// <summary>H(0x00 ‖ entry).</summary>
    public static Digest Leaf(ReadOnlySpan<byte> entry)
    {
        var content = entry.Length < Small ? stackalloc byte[1 + entry.Length] : new byte[1 + entry.Length];
        content[0] = 0;
        entry.CopyTo(content[1..]);
        return Digest.Of(content);
    }

    /// <summary>H(0x01 ‖ left ‖ right).</summary>
    public static Digest Node(Digest left, Digest right)
    {
        Span<byte> both = stackalloc byte[1 + 2 * Bytes];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + Bytes)..]);
        return Digest.Of(both);
    }
}
