using System.Collections.Immutable;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>What new entries change: the files to write and the new head. Only computes.</summary>
internal sealed class LogAddition
{
    private readonly long _oldSize;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _entries;
    private readonly TileStore _tiles;

    /// <summary>New hashes of each tile level, from the first that the old log lacks.</summary>
    private readonly List<List<Digest>> _levels = [];

    /// <exception cref="LedgerException">What is stored cannot be read.</exception>
    public LogAddition(TreeHead head, TileStore tiles, IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        (_oldSize, _tiles, _entries) = (head.Size, tiles, entries);
        var tree = new GrowingTree(head.Size, tiles.Node);
        Older = tree.Head;
        foreach (var entry in entries) tree.Add(TreeHash.Leaf(entry.Span), Keep);
        Newer = tree.Head;
    }

    /// <summary>The head that the stored tiles give: of all their hashes on the right edge.</summary>
    public TreeHead Older { get; }

    /// <summary>The head with the new entries.</summary>
    public TreeHead Newer { get; }

    /// <summary>Bundles and tiles that are new, in the order to be written.</summary>
    public IEnumerable<(TileName Tile, byte[] Content)> Files()
    {
        for (var n = _oldSize / TileName.Full; n * TileName.Full < Newer.Size; n++)
            yield return (TileName.OfEntries(n, Newer.Size), Bundle(n).ToBytes());
        foreach (var (level, added) in _levels.Index())
        {
            var old = TileName.HashesAt(level, _oldSize);
            for (var n = old / TileName.Full; n * TileName.Full < old + added.Count; n++)
                yield return (TileName.OfHashes(level, n, Newer.Size), Hashes(level, n, old, added));
        }
    }

    private void Keep(int level, long index, Digest hash)
    {
        if (level % TileName.Height != 0) return;
        if (_levels.Count == level / TileName.Height) _levels.Add([]);
        _levels[level / TileName.Height].Add(hash);
    }

    private EntryBundle Bundle(long n)
    {
        var (start, end) = (n * TileName.Full, Math.Min((n + 1) * TileName.Full, Newer.Size));
        var kept = start < _oldSize ? Old(n) : [];
        var from = (int)(start + kept.Length - _oldSize);
        return new([.. kept, .. _entries.Skip(from).Take((int)(end - start) - kept.Length)]);
    }

    /// <summary>The old entries that a bundle begins with, compared with their hashes: these the root has vouched for.
    /// </summary>
    private ImmutableArray<ReadOnlyMemory<byte>> Old(long n)
    {
        var bundle = _tiles.Bundle(n);
        foreach (var (i, (found, stored)) in bundle.LeafHashes().Zip(_tiles.Hashes(0, n)).Index())
            if (found != stored)
                throw new LedgerException($"{_tiles.PathOf(TileName.OfEntries(n, _oldSize))}: entry "
                    + $"{n * TileName.Full + i} hashes to {found}, its tile says {stored}: restore the file from a "
                    + $"copy of the ledger");
        return bundle.Entries;
    }

    private byte[] Hashes(int level, long n, long old, List<Digest> added)
    {
        var (start, end) = (n * TileName.Full, Math.Min((n + 1) * TileName.Full, old + added.Count));
        var kept = start < old ? _tiles.Hashes(level, n) : [];
        var hashes = kept.Concat(added.Skip((int)(start + kept.Length - old)).Take((int)(end - start) - kept.Length));
        var bytes = new byte[(end - start) * TreeHash.Bytes];
        foreach (var (i, hash) in hashes.Index()) hash.CopyTo(bytes.AsSpan(i * TreeHash.Bytes));
        return bytes;
    }
}
