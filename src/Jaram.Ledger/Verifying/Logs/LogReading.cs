// Reads a log for a verdict: what cannot be read becomes a flaw, and the rest is read all the same.
// Source: C2SP signed-note, tlog-checkpoint, tlog-cosignature; DSSE v1.0.2 for entries.

using System.Buffers.Binary;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Logs;

/// <summary>A log in a folder, with all that is wrong with it.</summary>
internal sealed class LogReading
{
    private const string Newest = LogFolder.CheckpointFile;

    private readonly string _folder;
    private readonly Disk _disk;
    private readonly IReadOnlyCollection<VerifierKey> _keys;
    private readonly IReadOnlyList<(string Name, VerifierKey Key)> _witnesses;
    private readonly List<Flaw> _problems = [];
    private readonly List<GrowthEntry> _entries = [];

    /// <summary>Reads a log.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="disk">Where.</param>
    /// <param name="keys">The log's.</param>
    /// <param name="witnesses">Those whose cosignatures count.</param>
    public LogReading(string folder, Disk disk, IReadOnlyCollection<VerifierKey> keys,
        IReadOnlyList<(string Name, VerifierKey Key)> witnesses)
    {
        (_folder, _disk, _keys, _witnesses) = (Path.GetFullPath(folder), disk, keys, witnesses);
        var newest = Checkpoint();
        var leaves = newest is null ? [] : Entries(newest.Head.Size);
        Log = new(newest ?? new(TreeHead.Empty, [], Newest), leaves, _problems);
        var blobs = GrowthHistory.BlobsOf(_folder, disk);
        History = new(_entries, digest => blobs.Get(digest, "an entry"));
    }

    /// <summary>The log as it is shown.</summary>
    public ShownLog Log { get; }

    /// <summary>What its entries say; those that cannot be read are left out.</summary>
    public GrowthHistory History { get; }

    /// <summary>Reads a checkpoint that somebody kept.</summary>
    /// <exception cref="LedgerException">It is none, or none of this log's.</exception>
    public VouchedHead Kept(string where, ReadOnlySpan<byte> note)
    {
        var read = Note.Parse(note, where);
        var checkpoint = Ledger.Checkpoint.Parse(read.Text, where);
        read.Verify(_keys, where);
        return new(checkpoint.Head, Vouches(read, where, (_, _) => { }), where);
    }

    private VouchedHead? Checkpoint()
    {
        try
        {
            LogFolder.CheckFormat(_folder, _disk);
            var (note, checkpoint) = LogFolder.ReadCheckpoint(_folder, _disk, []);
            try
            {
                LogFolder.ReadCheckpoint(_folder, _disk, _keys);
            }
            catch (LedgerException wrong)
            {
                _problems.Add(new(FlawKind.Signature, Newest, wrong.Message));
            }
            var vouches = Vouches(note, Newest,
                (witness, text) => _problems.Add(new(FlawKind.Signature, witness, text)));
            return new(checkpoint.Head, vouches, Newest);
        }
        catch (LedgerException wrong)
        {
            _problems.Add(new(FlawKind.Damaged, Newest, wrong.Message));
            return null;
        }
    }

    /// <summary>The witnesses whose cosignatures hold, each at its latest time.</summary>
    private IReadOnlyList<Vouch> Vouches(Note note, string where, Action<string, string> refuse)
    {
        List<Vouch> vouches = [];
        foreach (var (name, key) in _witnesses)
            foreach (var line in note.Signatures.Where(s => s.Name == key.Name && s.KeyId == key.Id))
            {
                if (key.Verifies(note.Text, line.Bytes.AsSpan()))
                    vouches.Add(new(name, Time(line)));
                else
                    refuse($"{where}, witness {name}", $"{where}: the cosignature of {key.Label} is not over this "
                        + "checkpoint: one of the two was altered; ask the witness");
            }
        return [.. vouches.OrderByDescending(vouch => vouch.Time).DistinctBy(vouch => vouch.Witness)];
    }

    private static DateTimeOffset Time(NoteSignature line)
    {
        var seconds = BinaryPrimitives.ReadInt64BigEndian(line.Bytes.AsSpan());
        return DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
    }

    /// <summary>Reads the entries as far as they are there.</summary>
    private IReadOnlyList<Digest> Entries(long size)
    {
        foreach (var fault in TileLog.Verify(_folder, _disk, []))
            _problems.Add(new(KindOf(fault, size), fault.File, fault.Why));
        var tiles = new TileStore(_folder, _disk, size);
        List<ReadOnlyMemory<byte>> entries = [];
        try
        {
            for (var bundle = 0L; bundle * TileName.Full < size; bundle++)
                entries.AddRange(tiles.Bundle(bundle).Entries);
        }
        catch (LedgerException)
        {
            // the log's own verification has said which file it is
        }
        foreach (var (entry, flaw) in entries.AsParallel().AsOrdered().Select((bytes, index) => Decode(index, bytes)))
        {
            if (entry is not null) _entries.Add(entry);
            if (flaw is not null) _problems.Add(flaw);
        }
        return [.. entries.Select(entry => TreeHash.Leaf(entry.Span))];
    }

    /// <summary>A missing file at the right edge is the mark of entries taken off the end.</summary>
    private FlawKind KindOf(LedgerFault fault, long size)
    {
        var last = TileName.OfEntries((size - 1) / TileName.Full, size);
        return size > 0 && fault.File == last.Path && !_disk.HasFile(Path.Combine(_folder, last.Path))
            ? FlawKind.Truncated
            : FlawKind.Damaged;
    }

    private (GrowthEntry? Entry, Flaw? Flaw) Decode(int index, ReadOnlyMemory<byte> bytes)
    {
        var where = FormattableString.Invariant($"entry {index}");
        Envelope envelope;
        GrowthEntry entry;
        try
        {
            envelope = Envelope.Parse(bytes, where);
            entry = GrowthEntry.Decode(index, envelope.Payload);
        }
        catch (LedgerException wrong)
        {
            return (null, new(FlawKind.Damaged, where, wrong.Message));
        }
        try
        {
            envelope.Verify(_keys, where);
            return (entry, null);
        }
        catch (LedgerException wrong)
        {
            return (entry, new(FlawKind.Signature, where, wrong.Message));
        }
    }
}
