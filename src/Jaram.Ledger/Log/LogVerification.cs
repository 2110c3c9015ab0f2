// Recomputes a log from its entries and compares every file. Three witnesses speak of each entry: the bundle, the tile
// of its hash, and the root. Two that agree convict the third; that is how the damaged file is named.
// Source: ours; the hashing is RFC 6962 section 2.1.

using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>One reading of everything.</summary>
internal sealed class LogVerification(string folder, Disk disk, IReadOnlyCollection<VerifierKey> keys)
{
    private const string Restore = "restore it from a copy of the ledger";
    private readonly List<LedgerFault> _faults = [];

    /// <summary>The tree over what the bundles hold.</summary>
    private readonly Growing _fromEntries = new();

    /// <summary>Bundles whose entries hash to something else than their tile.</summary>
    private readonly List<Disagreement> _disagreements = [];

    private TileStore _tiles = null!; // set first in Run
    private TreeHead _head;

    public IReadOnlyList<LedgerFault> Run()
    {
        if (!Holds(LogFolder.FormatFile, () => LogFolder.CheckFormat(folder, disk))) return _faults;
        if (!Holds(LogFolder.CheckpointFile, () =>
            _head = LogFolder.ReadCheckpoint(folder, disk, keys).Checkpoint.Head)) return _faults;
        _tiles = new(folder, disk, _head.Size);
        for (var n = 0L; n * TileName.Full < _head.Size; n++) ReadBundle(n);
        if (_fromEntries.IsWhole) Judge();
        return _faults;
    }

    private void ReadBundle(long n)
    {
        var (bundle, tile) = (TileName.OfEntries(n, _head.Size), TileName.OfHashes(0, n, _head.Size));
        Digest[]? entries = null, hashes = null;
        Holds(bundle.Path, () => entries = _tiles.Bundle(n).LeafHashes());
        Holds(tile.Path, () => hashes = _tiles.Hashes(0, n));
        if (entries is not null && hashes is not null && !entries.AsSpan().SequenceEqual(hashes))
            _disagreements.Add(new(n, entries, hashes));
        _fromEntries.Add(entries ?? hashes);
    }

    /// <summary>The tree over what the tiles of level 0 say; of a tile that cannot be read, over its entries.</summary>
    private Growing FromTiles()
    {
        var tree = new Growing();
        for (var n = 0L; n * TileName.Full < _head.Size; n++) tree.Add(Either(n));
        return tree;
    }

    private Digest[] Either(long n)
    {
        try
        {
            return _tiles.Hashes(0, n);
        }
        catch (LedgerException)
        {
            return _tiles.Bundle(n).LeafHashes(); // one of the two was read before
        }
    }

    private void Judge()
    {
        if (_fromEntries.Root(_head.Size) == _head.Root)
        {
            foreach (var d in _disagreements) Convict(d, TileName.OfHashes(0, d.Bundle, _head.Size));
            CheckUpper(_fromEntries);
        }
        else if (_disagreements.Count > 0 && FromTiles() is var tiles && tiles.Root(_head.Size) == _head.Root)
        {
            foreach (var d in _disagreements) Convict(d, TileName.OfEntries(d.Bundle, _head.Size));
            CheckUpper(tiles);
        }
        else if (_disagreements.Count > 0)
        {
            foreach (var d in _disagreements) Arbitrate(d);
        }
        else if (_faults.Count == 0)
        {
            Fault(LogFolder.CheckpointFile, $"says {_head.Size} entries have the root {_head.Root}, entries and tiles "
                + $"agree on {_fromEntries.Root(_head.Size)}: it was altered, or the history was rewritten; compare "
                + "with a copy that somebody else holds");
            CheckUpper(_fromEntries);
        }
    }

    private void Convict(Disagreement d, TileName wrong)
    {
        var i = Enumerable.Range(0, d.Entries.Length).First(i => d.Entries[i] != d.Hashes[i]);
        var (found, expected) = (d.Hashes[i], d.Entries[i]);
        if (wrong.Kind == TileName.Entries) (found, expected) = (expected, found);
        Fault(wrong.Path, $"gives {found} for entry {d.Bundle * TileName.Full + i}, the root vouches for {expected}: "
            + $"it is damaged; {Restore}");
    }

    /// <summary>Several files are damaged: the tile above says which of two is, if it is whole itself.</summary>
    private void Arbitrate(Disagreement d)
    {
        var (bundle, tile) = (TileName.OfEntries(d.Bundle, _head.Size), TileName.OfHashes(0, d.Bundle, _head.Size));
        try
        {
            var above = d.Entries.Length == TileName.Full
                ? _tiles.Hashes(1, d.Bundle / TileName.Full)[d.Bundle % TileName.Full]
                : default;
            if (above == Over(d.Entries)) Convict(d, tile);
            else if (above == Over(d.Hashes)) Convict(d, bundle);
            else foreach (var wrong in new[] { bundle, tile }) Fault(wrong.Path, $"does not fit "
                + $"{(wrong == bundle ? tile : bundle).Path}, and neither fits the tiles above: one of them or both "
                + $"are damaged; {Restore}");
        }
        catch (LedgerException e)
        {
            Fault(TileName.OfHashes(1, d.Bundle / TileName.Full, _head.Size).Path, e.Message);
        }
    }

    private static Digest Over(Digest[] leaves)
    {
        var tree = new GrowingTree();
        foreach (var leaf in leaves) tree.Add(leaf, (_, _, _) => { });
        return tree.Head.Root;
    }

    private void CheckUpper(Growing truth)
    {
        foreach (var (below, expected) in truth.Upper.Index())
        {
            for (var n = 0; n * TileName.Full < expected.Count; n++)
            {
                var tile = TileName.OfHashes(below + 1, n, _head.Size);
                Holds(tile.Path, () =>
                {
                    foreach (var (i, found) in _tiles.Hashes(below + 1, n).Index())
                        if (found != expected[n * TileName.Full + i])
                            throw new LedgerException($"{_tiles.PathOf(tile)}: hash {i} is {found}, the entries give "
                                + $"{expected[n * TileName.Full + i]}: it is damaged; {Restore}");
                });
            }
        }
    }

    private bool Holds(string file, Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (LedgerException e)
        {
            _faults.Add(new(file, e.Message));
            return false;
        }
    }

    private void Fault(string file, string why) => _faults.Add(new(file, $"{Path.Combine(folder, file)} {why}"));

    private sealed record Disagreement(long Bundle, Digest[] Entries, Digest[] Hashes);

    /// <summary>A tree and the hashes that its tiles above level 0 hold.</summary>
    private sealed class Growing
    {
        private readonly GrowingTree _tree = new();

        /// <summary>Whether no leaf was missing.</summary>
        public bool IsWhole { get; private set; } = true;

        public List<List<Digest>> Upper { get; } = [];

        public void Add(Digest[]? leaves)
        {
            IsWhole &= leaves is not null;
            if (!IsWhole) return;
            foreach (var leaf in leaves!) _tree.Add(leaf, Keep);
        }

        /// <summary>The root, if it is one over all the leaves; else none that any log has.</summary>
        public Digest Root(long size) => IsWhole && _tree.Size == size ? _tree.Head.Root : default;

        private void Keep(int level, long index, Digest hash)
        {
            if (level == 0 || level % TileName.Height != 0) return;
            if (Upper.Count < level / TileName.Height) Upper.Add([]);
            Upper[level / TileName.Height - 1].Add(hash);
        }
    }
}
