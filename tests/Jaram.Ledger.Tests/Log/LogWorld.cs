using System.Text;

namespace Jaram.Ledger.Tests.Log;

/// <summary>A log's life on a simulated disk: it is made, appended to and killed at bad moments, and after every change
/// of the disk the power is cut in many ways, each of which must leave all that was acknowledged.</summary>
internal sealed class LogWorld
{
    public const string Model = "/model", Log = "/model/ledger";
    private static readonly List<string> _nothing = [];
    private static readonly SetClock _clock = new(1_700_000_000);
    private readonly SimulatedDisk _disk;
    private readonly Random _random;
    private readonly Dictionary<List<string>, TreeHead> _heads = new(ReferenceEqualityComparer.Instance);

    /// <summary>What was acknowledged, null before the log was; and what it becomes if the present append comes
    /// through.
    /// </summary>
    private List<string>? _safe, _begun;

    public LogWorld(SimulatedDisk disk, int seed)
    {
        (_disk, _random, Seed) = (disk, new(seed), seed);
        disk.CreateFolder(Model);
        disk.SyncFolder("/");
    }

    public int Seed { get; }

    /// <summary>Crash images that were whole.</summary>
    public int Images { get; private set; }

    /// <summary>No power cuts for now.</summary>
    public bool Calm { get; set; }

    /// <summary>What is being done, for messages.</summary>
    public string Phase { get; private set; } = "";

    /// <summary>Six lives, each cut short where a sync is the only thing between the log and a loss.</summary>
    public void Live()
    {
        _disk.AfterChange = () => { if (!Calm) CutPower(); };
        LiveUntil(() => _disk.HasFile($"{Log}/checkpoint"), () => Create("create"));
        LiveUntil(() => _disk.HasFile($"{Log}/tile/0/000.p/3"), () => Append(Open("open 2"), 3, "append a"));
        LiveUntil(() => Checkpoint() is { } text && text.Contains("\n7\n", Ordinal), () =>
        {
            var log = Open("open 3");
            Append(log, 4, "append b");
            Append(log, 3, "append c");
        });
        LiveUntil(() => _disk.HasFolder($"{Log}/tile/1"), () =>
        {
            var log = Open("open 4");
            Append(log, 248, "append d");
            Append(log, 3, "append e");
        });
        LiveUntil(() => _disk.HasFile($"{Log}/checkpoint.tmp") && Size() > 256, () =>
        {
            var log = Open("open 5");
            Append(log, 1, "append f");
            Append(log, 2, "append g");
        });
        LiveUntil(() => false, () =>
        {
            var log = Open("open 6");
            Append(log, 5, "append h");
            Append(log, 30, "append i");
        });
    }

    public void Create(string phase)
    {
        (Phase, _begun) = (phase, []);
        TileLog.Create(Log, Sample.One, _disk, _clock);
        _safe = [];
        _disk.AfterChange();
    }

    /// <summary>Opens the log; from now on what is in it is relied on.</summary>
    public TileLog Open(string phase)
    {
        Phase = phase;
        var log = TileLog.Open(Log, _disk, Sample.One.Keys());
        log.MakeDurable();
        _safe = [.. log.ReadAll().Select(e => Encoding.UTF8.GetString(e.Span))];
        _begun = _safe;
        return log;
    }

    /// <summary>Appends entries that no other append has.</summary>
    public void Append(TileLog log, int count, string phase)
    {
        Phase = phase;
        string[] added = [.. Enumerable.Range(0, count).Select(i => $"{phase} {i}")];
        _begun = [.. _safe!, .. added];
        log.Append([.. added.Select(e => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(e))], Sample.One, _clock);
        _safe = _begun;
        _disk.AfterChange();
    }

    /// <summary>Cuts the power now, in every way we know, and looks each time.</summary>
    public void CutPower()
    {
        for (var names = 0; names <= _disk.PendingNames; names++)
            foreach (var content in _contents)
                Check(_disk.Crash(file => content(file, _random), folder => Math.Min(names, folder.Pending.Count)));
        for (var mixed = 0; mixed < 3; mixed++)
            Check(_disk.Crash(file => _contents[_random.Next(_contents.Length)](file, _random),
                folder => _random.Next(folder.Pending.Count + 1)));
    }

    /// <summary>Fails unless what a crash left is all that was acknowledged, perhaps with all of the present append,
    /// and
    /// can go on.</summary>
    public void Check(SimulatedDisk left)
    {
        Images++;
        TileLog log;
        try
        {
            if (_safe is null && !left.HasFile($"{Log}/checkpoint"))
                TileLog.Create(Log, Sample.One, left, _clock); // what a killed creation left is no obstacle
            log = TileLog.Open(Log, left, Sample.One.Keys());
            Compare(log, left, _safe ?? _nothing, _begun ?? _nothing);
            if (Images % 4 != 0) return;
            var size = log.Head.Size;
            log.Append([Sample.Entry(7)], Sample.One, _clock);
            if (TileLog.Verify(Log, left, Sample.One.Keys()) is [var fault, ..] || log.Head.Size != size + 1)
                throw Lost("could not go on");
        }
        catch (LedgerException e)
        {
            throw Lost(e.Message);
        }
    }

    private void Compare(TileLog log, SimulatedDisk left, List<string> safe, List<string> begun)
    {
        if (TileLog.Verify(Log, left, Sample.One.Keys()) is [var fault, ..]) throw Lost(fault.Why);
        if (log.Head != HeadOf(safe) && log.Head != HeadOf(begun))
            throw Lost($"{log.Head.Size} entries, {safe.Count} were acknowledged");
    }

    /// <summary>As every file was verified, equal heads are equal entries.</summary>
    private TreeHead HeadOf(List<string> entries)
    {
        if (_heads.TryGetValue(entries, out var head)) return head;
        var tree = new GrowingTree();
        foreach (var entry in entries) tree.Add(TreeHash.Leaf(Encoding.UTF8.GetBytes(entry)), (_, _, _) => { });
        return _heads[entries] = tree.Head;
    }

    private string? Checkpoint()
    {
        if (!_disk.HasFile($"{Log}/checkpoint")) return null;
        var (before, bytes) = (_disk.Before, new byte[1000]);
        _disk.Before = _ => { };
        using var file = _disk.Open($"{Log}/checkpoint");
        _disk.Before = before;
        return Encoding.UTF8.GetString(bytes, 0, file.Read(bytes));
    }

    private int Size() => _begun?.Count ?? 0;

    /// <summary>Runs until something is the case, and is then killed: no call reaches the disk any more.</summary>
    private void LiveUntil(Func<bool> end, Action life)
    {
        _disk.Before = _ => { if (end()) throw new Killed(); };
        try { life(); }
        catch (Killed) { }
        _disk.Before = _ => { };
    }

    private LostEntries Lost(string what) => new($"seed {Seed}, {Phase}, image {Images}: {what}");

    /// <summary>What a file may hold after a cut.</summary>
    private static readonly Func<FileNode, Random, byte[]>[] _contents =
    [
        (file, _) => file.Durable,
        (file, _) => file.With(file.Pending),
        (file, random) => Torn(file, random, 512),
    ];

    private static byte[] Torn(FileNode file, Random random, int sector)
    {
        if (file.Pending.Count == 0) return file.Durable;
        var (at, bytes) = file.Pending[0];
        return file.With([(at, bytes[..(random.Next(bytes.Length + 1) / sector * sector)])]);
    }
}

/// <summary>An acknowledged entry was not there, or the log not whole, after a crash.</summary>
internal sealed class LostEntries(string message) : Exception(message);

/// <summary>The process was killed.</summary>
internal sealed class Killed : Exception;
