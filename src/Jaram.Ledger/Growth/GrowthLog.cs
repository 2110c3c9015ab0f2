// Writes a growth ledger: blobs first, then the entry that names them, signed and dated, then the checkpoint over it.
// Source: ours; the order of writes is docs/formats/ledger-log.md.
//
//   ledger/         the log
//   ledger/blobs/   designs, recipes, listings, steps, by their SHA-256

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Growth;

/// <summary>One model's ledger, open for writing. Not for use by several threads at once.</summary>
public sealed class GrowthLog
{
    private readonly BlobStore _blobs;
    private readonly IReadOnlyList<Signer> _signers;
    private readonly TimeProvider _time;

    private GrowthLog(TileLog log, BlobStore blobs, GrowthHistory history, IReadOnlyList<Signer> signers,
        TimeProvider time) => (Log, _blobs, History, _signers, _time) = (log, blobs, history, signers, time);

    /// <summary>The log underneath.</summary>
    public TileLog Log { get; }

    /// <summary>All that was written so far.</summary>
    public GrowthHistory History { get; private set; }

    /// <summary>Makes a ledger without entries.</summary>
    /// <param name="folder">A new folder in one that is there.</param>
    /// <param name="signers">Keys of the log; one of them Ed25519, which signs entries too.</param>
    /// <param name="disk">Where.</param>
    /// <param name="time">The maker's clock.</param>
    /// <exception cref="LedgerException">There is a ledger, or the disk refused.</exception>
    public static GrowthLog Create(string folder, IReadOnlyList<Signer> signers, Disk disk, TimeProvider time)
    {
        var log = TileLog.Create(folder, signers, disk, time);
        var blobs = GrowthHistory.BlobsOf(folder, disk);
        return new(log, blobs, GrowthHistory.Read(log, blobs, []), signers, time);
    }

    /// <summary>Opens a ledger to go on with it.</summary>
    /// <exception cref="LedgerException">It is damaged, of a newer format, or of another key.</exception>
    public static GrowthLog Open(string folder, IReadOnlyList<Signer> signers, Disk disk, TimeProvider time)
    {
        VerifierKey[] keys = [.. signers.Select(signer => signer.Verifier)];
        var log = TileLog.Open(folder, disk, keys);
        var blobs = GrowthHistory.BlobsOf(folder, disk);
        return new(log, blobs, GrowthHistory.Read(log, blobs, keys), signers, time);
    }

    /// <summary>Keeps a blob; once this returns, it survives a power cut.</summary>
    public Digest Put(ReadOnlySpan<byte> blob) => _blobs.Put(blob);

    /// <summary>Keeps how first weights are drawn.</summary>
    public Digest Put(FirstWeights first) => Put(first, GrowthJson.Written.FirstWeights);

    /// <summary>Keeps the digests of a version's tensors.</summary>
    public Digest Put(TensorListing listing) => Put(listing, GrowthJson.Written.TensorListing);

    /// <summary>Keeps how every tensor of a grown version 0 came about.</summary>
    public Digest Put(DescentMap map) => Put(map, GrowthJson.Written.DescentMap);

    /// <summary>Keeps the steps of a segment.</summary>
    public Digest Put(IReadOnlyList<StepRecord> steps) => Put(steps, GrowthJson.Written.IReadOnlyListStepRecord);

    /// <summary>Adds entries under one checkpoint; once this returns, they survive a power cut. Put the blobs that they
    /// name before.</summary>
    /// <exception cref="LedgerException">Nothing was added: the clock is behind the newest entry, somebody else wrote,
    /// or the disk refused.</exception>
    public void Append(params IReadOnlyList<GrowthRecord> records)
    {
        var time = Now();
        var entries = new List<ReadOnlyMemory<byte>>();
        var decoded = new List<GrowthEntry>(History.Entries);
        foreach (var record in records)
        {
            var statement = record.ToStatement(time);
            entries.Add(Envelope.Sign(statement, EntrySigners()).ToBytes());
            decoded.Add(GrowthEntry.Decode(decoded.Count, statement));
        }
        Log.Append(entries, _signers, _time);
        History = new(decoded, History.Blob);
    }

    private DateTimeOffset Now()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds());
        if (History.Entries is [.., var newest] && newest.Time > now)
            throw new LedgerException(FormattableString.Invariant($"{Log.Folder}: the newest entry is of ")
                + FormattableString.Invariant($"{newest.Time:u}, this machine's clock says {now:u}: set the clock"));
        return now;
    }

    private Signer[] EntrySigners()
    {
        Signer[] own = [.. _signers.Where(signer => signer.Verifier.Type == SignatureType.Ed25519)];
        return own.Length > 0
            ? own
            : throw new LedgerException($"{Log.Folder}: none of {_signers.Count} keys is Ed25519, which signs entries: "
                + "give one");
    }

    private Digest Put<T>(T content, JsonTypeInfo<T> form) => Put(JsonSerializer.SerializeToUtf8Bytes(content, form));
}
