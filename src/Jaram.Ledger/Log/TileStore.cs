using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Reads the tiles of a log of a size. What it gives is what the files hold: whether that is true, the root
/// tells.</summary>
internal sealed class TileStore(string folder, Disk disk, long size)
{
    /// <summary>Tiles kept in memory: half a megabyte.</summary>
    private const int MostKept = 64;

    private readonly Dictionary<(int, long), Digest[]> _kept = [];

    public string PathOf(TileName tile) => Path.Combine(folder, tile.Path);

    /// <summary>A hash inside the tree.</summary>
    /// <exception cref="LedgerException">The tile that holds it, or what it is made of, cannot be read.</exception>
    public Digest Node(int level, long index)
    {
        var (tileLevel, above) = (level / TileName.Height, level % TileName.Height);
        var first = index << above; // of the hashes at the tile's level that it is made of
        return Inside(Hashes(tileLevel, first / TileName.Full), (int)(first % TileName.Full), 1 << above);
    }

    /// <summary>The hashes of a tile.</summary>
    /// <exception cref="LedgerException">It is missing or not whole.</exception>
    public Digest[] Hashes(int level, long index)
    {
        if (_kept.TryGetValue((level, index), out var hashes)) return hashes;
        var tile = TileName.OfHashes(level, index, size);
        var (bytes, path, width) = Load(tile, TileName.Full * TreeHash.Bytes);
        if (bytes.Length != width * TreeHash.Bytes)
            throw new LedgerException($"{path} has {bytes.Length} bytes, {width} hashes have "
                + $"{width * TreeHash.Bytes}: it is damaged; restore it from a copy of the ledger");
        hashes = [.. Enumerable.Range(0, tile.Width)
            .Select(i => new Digest(bytes.AsSpan(i * TreeHash.Bytes, TreeHash.Bytes)))];
        if (_kept.Count >= MostKept) _kept.Clear();
        return _kept[(level, index)] = hashes;
    }

    /// <summary>The entries of a bundle.</summary>
    /// <exception cref="LedgerException">It is missing or not whole.</exception>
    public EntryBundle Bundle(long index)
    {
        var tile = TileName.OfEntries(index, size);
        var (bytes, path, width) = Load(tile, EntryBundle.Longest);
        var bundle = EntryBundle.Parse(bytes, width, path);
        return width == tile.Width ? bundle : new(bundle.Entries[..tile.Width]);
    }

    /// <summary>The file itself or, as writers delete what a longer one supersedes, a longer one.</summary>
    private (byte[] Bytes, string Path, int Width) Load(TileName tile, int longest)
    {
        for (var tries = 0; tries < 3; tries++) // a writer may supersede it again meanwhile
        {
            foreach (var longer in Longer(tile).Prepend(tile))
            {
                var path = PathOf(longer);
                if (DurableFile.Read(path, longest, disk) is { } bytes) return (bytes, path, longer.Width);
            }
        }
        throw new LedgerException($"{PathOf(tile)} is missing, and the checkpoint counts on it: "
            + "restore it from a copy of the ledger");
    }

    private IEnumerable<TileName> Longer(TileName tile)
    {
        if (tile.Width == TileName.Full) yield break;
        yield return tile with { Width = TileName.Full };
        var partials = Path.Combine(folder, tile.PartialFolder);
        foreach (var name in DurableFile.List(partials, disk))
            if (StrictText.Number(name, out var width) && width > tile.Width && width < TileName.Full)
                yield return tile with { Width = (int)width };
    }

    private static Digest Inside(Digest[] hashes, int first, int count) =>
        count == 1 ? hashes[first]
        : TreeHash.Node(Inside(hashes, first, count / 2), Inside(hashes, first + count / 2, count / 2));
}
