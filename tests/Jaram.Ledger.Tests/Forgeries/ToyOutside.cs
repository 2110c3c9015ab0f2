using System.Runtime.CompilerServices;
using System.Text;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;
using Jaram.Ledger.Verifying.Replaying;

namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>The world around a toy: its signed log on a disk, three witnesses with keys and memories of their own, and
/// somebody who keeps every checkpoint that was shown.</summary>
internal sealed class ToyOutside
{
    private const string Origin = "toy.example/model";
    private static readonly Signer _maker = Key(1).ForLog(Origin);
    private static readonly ConditionalWeakTable<GrowthEntry, byte[]> _signed = [];
    private readonly SimulatedDisk _disk = new();
    private readonly ToyClock _clock = new();
    private readonly List<(long Size, byte[] Note)> _kept = [];
    private int _logs;

    private ToyOutside()
    {
        _disk.CreateFolder("/toy");
        Witnesses = [.. Enumerable.Range(1, 3).Select(i =>
            new Witness($"/toy/w{i}", [_maker.Verifier], [Key(10 + i).ForWitness($"w{i}.example")], _disk, _clock))];
    }

    public Witness[] Witnesses { get; }

    public IReadOnlyList<(long Size, byte[] Note)> Kept => _kept;

    /// <summary>The log that is shown now.</summary>
    private string Folder => $"/toy/ledger-{_logs}";

    /// <summary>The world as it saw a model being raised.</summary>
    public static ToyOutside Watching(ToyModel model) => Watching(model, long.MaxValue);

    /// <summary>The world as it saw a model being raised, up to a size.</summary>
    public static ToyOutside Watching(ToyModel model, long size)
    {
        var outside = new ToyOutside();
        foreach (var published in model.Published.Where(p => p.Size <= size))
            outside.See(model, published.Size, published.Time, outside.Witnesses);
        return outside;
    }

    /// <summary>Shows a model's first entries to witnesses; the checkpoint that they vouch for is kept.</summary>
    public void See(ToyModel model, long size, DateTimeOffset time, IEnumerable<Witness> witnesses)
    {
        Show(model, size, time, witnesses);
        _kept.Add((size, Checkpoint));
    }

    /// <summary>The maker signs whatever he likes and shows that from now on; witnesses compare with what they
    /// saw.</summary>
    public void Show(ToyModel model, long size, DateTimeOffset time, IEnumerable<Witness> witnesses)
    {
        _logs++;
        _clock.Go(time);
        var log = TileLog.Create(Folder, [_maker], _disk, _clock);
        log.Append([.. model.Entries.Take((int)size).Select(Sign)], [_maker], _clock);
        foreach (var witness in witnesses) witness.Attend(Folder);
    }

    /// <summary>Signs all of a model anew and asks all witnesses.</summary>
    public void Resign(ToyModel model) => Show(model, model.Entries.Count, model.Entries[^1].Time, Witnesses);

    /// <summary>The newest checkpoint, as the folder has it; a forger may put another there.</summary>
    public byte[] Checkpoint
    {
        get => DurableFile.Read($"{Folder}/checkpoint", 1 << 20, _disk)!;
        set => DurableFile.Replace($"{Folder}/checkpoint", value, _disk);
    }

    /// <summary>Takes signature lines off the newest checkpoint.</summary>
    public void Drop(Func<NoteSignature, bool> line)
    {
        var note = Note.Parse(Checkpoint, "checkpoint");
        Checkpoint = (note with { Signatures = note.Signatures.RemoveAll(s => line(s)) }).ToBytes();
    }

    /// <summary>Verifies with a policy of two out of three.</summary>
    public VerificationReport Verify(ToyModel model, ReplayAudit? replay = null,
        IReadOnlyList<Remembered>? lastEpoch = null) =>
        Verify(model, model.Evidence(replay) with { LastEpoch = lastEpoch });

    /// <summary>Verifies with a policy of two out of three.</summary>
    public VerificationReport Verify(ToyModel model, Evidence evidence)
    {
        string[] lines =
        [
            $"log {_maker.Verifier}",
            .. Enumerable.Range(1, 3).Select(i => $"witness w{i} {Key(10 + i).ForWitness($"w{i}.example").Verifier}"),
            "group three 2 w1 w2 w3", "quorum three", "",
        ];
        return Verify(model, Policy.Parse(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "policy"), evidence);
    }

    /// <summary>Verifies without any.</summary>
    public VerificationReport VerifyAlone(ToyModel model, ReplayAudit? replay) =>
        Verify(model, null, model.Evidence(replay));

    private VerificationReport Verify(ToyModel model, Policy? policy, Evidence evidence)
    {
        var blobs = new BlobStore($"{Folder}/blobs", _disk);
        foreach (var blob in model.Blobs.Values) blobs.Put(blob);
        return LedgerVerifier.Verify(Folder, _disk, new()
        {
            Keys = [_maker.Verifier], Policy = policy,
            Kept = [.. _kept.Select((kept, i) => new KeptCheckpoint($"kept-{i}", kept.Note))],
        }, evidence);
    }

    /// <summary>Signing gives the same bytes each time: each entry is signed once.</summary>
    private static ReadOnlyMemory<byte> Sign(GrowthEntry entry) => _signed.GetValue(entry,
        e => Envelope.Sign(e.ToRecord().ToStatement(e.Time), _maker).ToBytes());

    private static SigningKey Key(int number)
    {
        var seed = new byte[32];
        seed[0] = (byte)number;
        return new(KeyKind.Ed25519, seed);
    }
}

/// <summary>A clock that is set by hand, and never goes back.</summary>
internal sealed class ToyClock : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public void Go(DateTimeOffset time) => _now = time > _now ? time : _now;

    public override DateTimeOffset GetUtcNow() => _now;
}

/// <summary>Entries as they are written.</summary>
internal static class EntryWriting
{
    public static GrowthRecord ToRecord(this GrowthEntry entry) => entry switch
    {
        GrowthEntry.Committed committed => committed.Commitment,
        GrowthEntry.Drawn drawn => drawn.Nonce,
        GrowthEntry.Planned planned => planned.Plan,
        GrowthEntry.Made made => made.Version,
        GrowthEntry.WentBack back => back.Rewound,
        _ => throw new InvalidOperationException(entry.ToString()),
    };
}
