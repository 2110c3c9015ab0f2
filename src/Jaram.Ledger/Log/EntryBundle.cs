// Entries one after the other, each behind its length as a big-endian 16-bit number.
// Source: C2SP tlog-tiles, "Log Entries".

using System.Buffers.Binary;
using System.Collections.Immutable;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Up to 256 entries that follow one another.</summary>
internal sealed record EntryBundle(ImmutableArray<ReadOnlyMemory<byte>> Entries)
{
    /// <summary>Bytes of the longest entry.</summary>
    public const int LongestEntry = ushort.MaxValue;

    /// <summary>Bytes of the longest bundle.</summary>
    public const int Longest = TileName.Full * (sizeof(ushort) + LongestEntry);

    /// <summary>Refuses an entry that is too long.</summary>
    /// <exception cref="LedgerException">It is.</exception>
    public static void CheckLength(int bytes)
    {
        if (bytes > LongestEntry)
            throw new LedgerException($"an entry of {bytes} bytes is too long, at most {LongestEntry} fit: "
                + "put what is large into blobs/ and name its digest in the entry");
    }

    /// <summary>The file's content.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Entries.Sum(e => sizeof(ushort) + e.Length)];
        var at = 0;
        foreach (var entry in Entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), checked((ushort)entry.Length));
            entry.Span.CopyTo(bytes.AsSpan(at += sizeof(ushort)));
            at += entry.Length;
        }
        return bytes;
    }

    /// <summary>Hashes of the entries, as the tile of level 0 has them.</summary>
    public Digest[] LeafHashes() => [.. Entries.Select(e => TreeHash.Leaf(e.Span))];

    /// <summary>Reads a bundle of a number of entries.</summary>
    /// <exception cref="LedgerException">It has more or fewer, or is cut short.</exception>
    public static EntryBundle Parse(ReadOnlyMemory<byte> bytes, int width, string path)
    {
        var entries = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(width);
        var rest = bytes;
        while (rest.Length > 0)
        {
            var length = rest.Length < sizeof(ushort) ? int.MaxValue
                : sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
            if (length > rest.Length)
                throw new LedgerException($"{path} ends inside entry {entries.Count} of {width}: "
                    + "it is damaged; restore it from a copy of the ledger");
            entries.Add(rest[sizeof(ushort)..length]);
            rest = rest[length..];
        }
        return entries.Count == width
            ? new(entries.ToImmutable())
            : throw new LedgerException($"{path} holds {entries.Count} entries, its name says {width}: "
                + "it is damaged; restore it from a copy of the ledger");
    }
}
