// A transparency log that is a folder of plain files: it can be copied, read from a stick and served by any web server.
// The checkpoint decides what is in it; whatever else lies in the folder is ignored and written over.
// Source: C2SP tlog-tiles, with the crash order of docs/formats/ledger-log.md.
//
//   format          jaram-ledger/1
//   checkpoint      signed: origin, size, root
//   tile/L/N        256 hashes of level 8·L; tile/L/N.p/W the first W of them
//   tile/entries/N  256 entries; likewise

using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>A log in a folder, as it was when opened or last appended to. Several may read while one appends. Not for
/// use by several threads at once.</summary>
public sealed class TileLog
{
    private readonly Disk _disk;
    private readonly LogWriter _writer;
    private TileStore _tiles;
    private Checkpoint _checkpoint;
    private string? _stopped;

    private TileLog(string folder, Disk disk, Note note, Checkpoint checkpoint)
    {
        (Folder, _disk, Note, _checkpoint) = (folder, disk, note, checkpoint);
        _writer = new(folder, disk);
        _tiles = new(folder, disk, checkpoint.Head.Size);
    }

    /// <summary>Its full path.</summary>
    public string Folder { get; }

    /// <summary>Its name, which is also the name of its keys.</summary>
    public string Origin => _checkpoint.Origin;

    /// <summary>Its size and root.</summary>
    public TreeHead Head => _checkpoint.Head;

    /// <summary>Its signed checkpoint, with the cosignatures that were there when it was read.</summary>
    public Note Note { get; private set; }

    /// <summary>Makes a log without entries; once this returns, it survives a power cut.</summary>
    /// <param name="folder">A new folder in one that is there, or one that holds no log.</param>
    /// <param name="signers">One or more keys of the log.</param>
    /// <param name="disk">Where.</param>
    /// <param name="time">For the signatures that have a time.</param>
    /// <exception cref="LedgerException">There is a log or what is left of one, the keys are not of one log, or the
    /// disk refused.</exception>
    public static TileLog Create(string folder, IReadOnlyList<Signer> signers, Disk disk, TimeProvider time)
    {
        if (signers.Count == 0) throw new LedgerException($"{folder}: a ledger needs a key to sign with: give one");
        folder = Path.GetFullPath(folder);
        var checkpoint = new Checkpoint(signers[0].Verifier.Name, TreeHead.Empty);
        CheckSigners(signers, checkpoint.Origin);
        return Guarded(folder, "cannot be made a ledger", () =>
        {
            if (!disk.HasFolder(folder)) disk.CreateFolder(folder);
            using var hold = LogFolder.Lock(folder, "made a ledger", disk, time);
            foreach (var name in new[] { LogFolder.CheckpointFile, TileName.Folder })
                if (disk.HasFile(Path.Combine(folder, name)) || disk.HasFolder(Path.Combine(folder, name)))
                    throw new LedgerException($"{folder} holds {name} already: open that ledger, or give a new folder");
            LogFolder.WriteFormat(folder, disk);
            var note = Signed(checkpoint, signers, time);
            LogFolder.WriteCheckpoint(folder, note, disk);
            if (Path.GetDirectoryName(folder) is { } parent) disk.SyncFolder(parent);
            return new TileLog(folder, disk, note, checkpoint);
        });
    }

    /// <summary>Opens a log and looks at its checkpoint, not yet at its entries.</summary>
    /// <param name="folder">Where it is; may be read-only.</param>
    /// <param name="disk">Where.</param>
    /// <param name="keys">Every one of these must have signed it; with none, nothing says whose log it is.</param>
    /// <exception cref="LedgerException">It is no log, one of a newer format, damaged, or not signed by a key.
    /// </exception>
    public static TileLog Open(string folder, Disk disk, IReadOnlyCollection<VerifierKey> keys)
    {
        folder = Path.GetFullPath(folder);
        LogFolder.CheckFormat(folder, disk);
        var (note, checkpoint) = LogFolder.ReadCheckpoint(folder, disk, keys);
        return new(folder, disk, note, checkpoint);
    }

    /// <summary>Reads everything and says which file is wrong; with no fault, every entry is what was committed.
    /// </summary>
    /// <param name="folder">Where the log is.</param>
    /// <param name="disk">Where.</param>
    /// <param name="keys">As for <see cref="Open"/>.</param>
    public static IReadOnlyList<LedgerFault> Verify(string folder, Disk disk, IReadOnlyCollection<VerifierKey> keys) =>
        new LogVerification(Path.GetFullPath(folder), disk, keys).Run();

    /// <summary>Adds entries and signs the new head; once this returns, they survive a power cut. Either all are in or
    /// none.</summary>
    /// <param name="entries">Each of 0 to 65,535 bytes.</param>
    /// <param name="signers">Keys of this log; one of them signed the present checkpoint. To change keys, sign with the
    /// old and the new.</param>
    /// <param name="time">For the signatures that have a time.</param>
    /// <returns>The new head.</returns>
    /// <exception cref="LedgerException">Nothing was added: an entry is too long, the log is damaged or has moved on,
    /// somebody else is writing, or the disk refused. If it was the disk, open the log again to go on.</exception>
    public TreeHead Append(
        IReadOnlyList<ReadOnlyMemory<byte>> entries, IReadOnlyList<Signer> signers, TimeProvider time)
    {
        if (_stopped is not null) throw new LedgerException(_stopped);
        foreach (var entry in entries) EntryBundle.CheckLength(entry.Length);
        CheckSigners(signers, Origin);
        using var hold = LogFolder.Lock(Folder, "appended to", _disk, time);
        CheckUnchanged(signers);
        if (entries.Count == 0) return Head;
        try
        {
            return Guarded(Folder, "cannot be appended to", () => Commit(entries, signers, time));
        }
        catch (LedgerException e)
        {
            _stopped = $"{Folder}: an append failed ({e.Message}); nothing committed is lost: open the ledger again";
            throw;
        }
    }

    /// <summary>An entry, after checking that the checkpoint's root covers it.</summary>
    /// <exception cref="LedgerException">There is no such entry, or a file is missing or damaged.</exception>
    public ReadOnlyMemory<byte> Read(long index) =>
        index >= 0 && index < Head.Size
            ? Checked(index / TileName.Full).Entries[(int)(index % TileName.Full)]
            : throw new LedgerException($"{Folder} has no entry {index}, it has {Head.Size}: ask for one from 0 up");

    /// <summary>All entries in order, each checked as by <see cref="Read"/>.</summary>
    /// <exception cref="LedgerException">A file is missing or damaged; entries given until then are true.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> ReadAll()
    {
        for (var bundle = 0L; bundle * TileName.Full < Head.Size; bundle++)
            foreach (var entry in Checked(bundle).Entries)
                yield return entry;
    }

    /// <summary>Proves that an entry is in the log.</summary>
    /// <exception cref="LedgerException">There is no such entry, or a tile is missing or damaged.</exception>
    public LogProof Prove(long index)
    {
        var leaf = TreeHash.Leaf(Read(index).Span);
        var proof = TreeProofs.Inclusion(index, Head.Size, _tiles.Node);
        return TreeVerifier.Includes(Head, index, leaf, proof)
            ? new(index, [.. proof], Note)
            : throw Damaged($"the proof for entry {index}");
    }

    /// <summary>Proves that the log begins with all that it had at an older size.</summary>
    /// <param name="older">Size and root then; nothing is proved of size 0, so the proof is empty.</param>
    /// <exception cref="LedgerException">The log was smaller or had another root: it is not the same log, an older
    /// copy, or damaged.</exception>
    public IReadOnlyList<Digest> ProveExtends(TreeHead older)
    {
        if (older.Size == 0) return [];
        if (older.Size > Head.Size)
            throw new LedgerException($"{Folder} has {Head.Size} entries, {older.Size} were seen before: "
                + "this is an older copy, or entries were taken out; take a newer copy");
        var proof = TreeProofs.Consistency(older.Size, Head.Size, _tiles.Node);
        return TreeVerifier.Extends(older, Head, proof)
            ? proof
            : throw new LedgerException($"{Folder} had another history at {older.Size} entries than was seen before "
                + $"(root {older.Root}): it was rewritten, or a tile is damaged; verify it, and keep both copies");
    }

    /// <summary>Adds signature lines to the checkpoint, in place of older ones by the same keys; once this returns,
    /// they survive a power cut.</summary>
    internal void Cosign(IReadOnlyList<NoteSignature> lines, TimeProvider time)
    {
        using var hold = LogFolder.Lock(Folder, "cosigned", _disk, time);
        var (note, _) = LogFolder.ReadCheckpoint(Folder, _disk, []);
        if (note.Text != Note.Text) throw MovedOn(note.Text);
        var others = note.Signatures.Where(s => !lines.Any(l => l.Name == s.Name && l.KeyId == s.KeyId));
        note = note with { Signatures = [.. others, .. lines] };
        LogFolder.WriteCheckpoint(Folder, note, _disk);
        Note = note;
    }

    /// <summary>What is seen here is relied on from now: a writer killed between rename and sync had not come to it.
    /// </summary>
    internal void MakeDurable() => Guarded(Folder, "cannot be made durable", () =>
    {
        _writer.Begin();
        return 0;
    });

    private TreeHead Commit(
        IReadOnlyList<ReadOnlyMemory<byte>> entries, IReadOnlyList<Signer> signers, TimeProvider time)
    {
        _writer.Begin();
        var addition = new LogAddition(Head, _tiles, entries);
        if (addition.Older != Head) throw Damaged($"its right edge gives the root {addition.Older.Root}, it");
        var written = new List<TileName>();
        foreach (var (tile, content) in addition.Files())
        {
            _writer.Write(tile, content);
            written.Add(tile);
        }
        _writer.SyncNames();
        var tiles = new TileStore(Folder, _disk, addition.Newer.Size);
        if (Head.Size > 0 && !TreeVerifier.Extends(
            Head, addition.Newer, TreeProofs.Consistency(Head.Size, addition.Newer.Size, tiles.Node)))
            throw Damaged("what was just written");
        var checkpoint = _checkpoint with { Head = addition.Newer };
        var note = Signed(checkpoint, signers, time);
        LogFolder.WriteCheckpoint(Folder, note, _disk);
        (_tiles, _checkpoint, Note) = (tiles, checkpoint, note);
        foreach (var tile in written) _writer.RemoveSuperseded(tile);
        return Head;
    }

    /// <summary>A bundle whose entries the root covers.</summary>
    private EntryBundle Checked(long bundle)
    {
        var entries = _tiles.Bundle(bundle);
        var (start, leaves) = (bundle * TileName.Full, entries.LeafHashes());
        var path = _tiles.PathOf(TileName.OfEntries(bundle, Head.Size));
        foreach (var (i, stored) in _tiles.Hashes(0, bundle).Index())
            if (stored != leaves[i])
                throw Damaged($"entry {start + i} in {path} hashes to {leaves[i]}, its tile says {stored}; one "
                    + "of them");
        var edge = new GrowingTree();
        foreach (var leaf in leaves) edge.Add(leaf, (_, _, _) => { });
        var end = start + leaves.Length;
        var proof = TreeProofs.Subtree(start, end, Head.Size, _tiles.Node);
        return TreeVerifier.Contains(Head, start, end, edge.Head.Root, proof)
            ? entries
            : throw Damaged($"entries {start} to {end} in {path}, or a tile above them,");
    }

    /// <summary>The log must still be what it was when opened, and ours: signed by one of our keys.</summary>
    private void CheckUnchanged(IReadOnlyList<Signer> signers)
    {
        var (note, _) = LogFolder.ReadCheckpoint(Folder, _disk, []);
        note.Verify([.. signers.Select(s => s.Verifier)], Path.Combine(Folder, LogFolder.CheckpointFile));
        if (note.Text != Note.Text) throw MovedOn(note.Text);
        Note = note;
    }

    private LedgerException MovedOn(string text) =>
        new($"{Folder} had {Head.Size} entries when it was opened and has {Checkpoint.Parse(text, Folder).Head.Size} "
            + "now: another program wrote to it; open it again");

    private LedgerException Damaged(string what) =>
        new($"{Folder}: {what} does not fit the checkpoint of {Head.Size} entries, root {Head.Root}: verify the ledger "
            + "to find the damaged file, then restore that from a copy");

    private static void CheckSigners(IReadOnlyList<Signer> signers, string origin)
    {
        if (signers.Count == 0) throw new LedgerException($"{origin}: a checkpoint needs a key to sign with: give one");
        foreach (var signer in signers)
            if (signer.Verifier.Name != origin || signer.Verifier.Type == SignatureType.Cosignature)
                throw new LedgerException($"{signer.Verifier.Label} cannot sign as the log {origin}: "
                    + "use the log's own key under the log's name");
    }

    private static Note Signed(Checkpoint checkpoint, IReadOnlyList<Signer> signers, TimeProvider time)
    {
        var (text, now) = (checkpoint.ToText(), time.GetUtcNow().ToUnixTimeSeconds());
        return new(text, [.. signers.Select(s => s.Sign(text, now))]);
    }

    private static T Guarded<T>(string folder, string what, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw new LedgerException(DiskFailure.Line(e, folder, what));
        }
    }
}
