namespace Jaram.Ledger.Tests.Log;

public sealed class LogCrashTests(ITestOutputHelper output)
{
    /// <summary>Images in the short form; the environment variable JARAM_LONG holds a larger number.</summary>
    private const int Images = 4_000;

    /// <summary>Syncs that nothing in <see cref="LogWorld.Live"/> hangs on.</summary>
    private static readonly string[] _idle =
    [
        // the checkpoint's sync of the same folder comes after, before anything is acknowledged
        "create: /model/ledger", "open 3: /model/ledger",
        // the life ends before the append is acknowledged, and the next writes these files again
        "append a: /model/ledger/tile/entries/000.p/3",
        "append e: /model/ledger/tile/entries/000", "append e: /model/ledger/tile/entries/001.p/2",
        "append e: /model/ledger/tile/0/000", "append e: /model/ledger/tile/0/001.p/2",
        "append g: /model/ledger/tile/entries/001.p/2", "append g: /model/ledger/tile/0/001.p/2",
        "append g: /model/ledger/tile/0/001.p", "append g: /model/ledger/tile/entries/001.p",
        // an earlier life had synced these
        "open 3: /model", "open 4: /model", "open 5: /model", "open 5: /model/ledger", "open 6: /model",
        "open 6: /model/ledger",
        "append d: /model/ledger/tile", "append d: /model/ledger/tile/0", "append d: /model/ledger/tile/entries",
        "append h: /model/ledger/tile", "append h: /model/ledger/tile/0", "append h: /model/ledger/tile/entries",
    ];

    [Fact]
    public void No_power_cut_loses_an_acknowledged_entry_or_tears_an_append()
    {
        var wanted = Math.Max(Images, int.Parse(Environment.GetEnvironmentVariable("JARAM_LONG") ?? "0", null));
        var (images, seed) = (0, 0);
        while (images < wanted)
        {
            var world = new LogWorld(new SimulatedDisk(), ++seed);
            world.Live();
            images += world.Images;
        }
        output.WriteLine($"{images} crash images whole, seeds 1 to {seed}");
    }

    [Fact]
    public void Dropping_any_one_sync_is_noticed()
    {
        var (unnoticed, syncs) = (new List<string>(), Syncs());
        for (var k = 1; k <= syncs; k++)
        {
            LogWorld? world = null;
            var dropped = "";
            var disk = new DropsSync(k, path => (dropped, world!.Calm) = ($"{world.Phase}: {path}", false));
            world = new LogWorld(disk, seed: k) { Calm = true }; // cuts before the fault could not tell
            if (!IsNoticed(world) && dropped != "") unnoticed.Add(dropped);
        }
        output.WriteLine($"{syncs} syncs dropped one by one, {syncs - unnoticed.Count} noticed");
        Assert.Equal(_idle.Order(StringComparer.Ordinal), unnoticed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Syncing_no_folder_is_noticed() => Assert.True(IsNoticed(new(new SyncsNoFolder(), 1)));

    [Fact]
    public void Putting_the_checkpoint_in_place_before_it_is_durable_is_noticed() =>
        Assert.True(IsNoticed(new(new RenamesFirst(), 1)));

    [Fact]
    public void Writing_the_checkpoint_in_place_is_noticed() => Assert.True(IsNoticed(new(new WritesInPlace(), 1)));

    [Theory, InlineData(5, false), InlineData(28, false), InlineData(28, true)]
    public void Whichever_call_fails_it_is_said_in_one_line_and_nothing_acknowledged_is_lost(int error, bool halfWrites)
    {
        var (failed, n, lines) = (true, 2, new HashSet<string>());
        for (; failed || n < 40; n++)
        {
            var disk = new SimulatedDisk();
            var world = new LogWorld(disk, seed: n);
            failed = false;
            void Fail(int call)
            {
                if (call != n) return;
                failed = true;
                throw new IOException(error == 28 ? "No space left on device" : "Input/output error", error);
            }
            if (halfWrites) disk.Halfway = Fail; else disk.Before = Fail;
            try { Work(world); }
            catch (LedgerException e) { lines.Add(e.Message); }
            (disk.Before, disk.Halfway) = (_ => { }, _ => { });
            world.CutPower();
        }
        output.WriteLine($"{n} calls, {lines.Count} different lines");
        Assert.All(lines, line => Assert.Matches(@"^/model[^\n]+: .+$", line));
        Assert.Contains(lines, line => line.Contains(error == 28 ? "the disk is full" : "Input/output error", Ordinal));
    }

    private static void Work(LogWorld world)
    {
        world.Create("create");
        var log = world.Open("open");
        world.Append(log, 3, "append a");
        world.Append(log, 254, "append b");
    }

    private static int Syncs()
    {
        var disk = new DropsSync(0, _ => { });
        new LogWorld(disk, seed: 0) { Calm = true }.Live();
        Assert.True(disk.Seen > 30);
        return disk.Seen;
    }

    private static bool IsNoticed(LogWorld world)
    {
        try { world.Live(); }
        catch (Exception e) when (e is LostEntries or LedgerException) { return true; }
        return false;
    }

    private sealed class RenamesFirst : SimulatedDisk
    {
        private readonly List<Stream> _later = [];

        public override void Sync(Stream file) => _later.Add(file);

        public override void RenameFile(string from, string to)
        {
            base.RenameFile(from, to);
            foreach (var file in _later) base.Sync(file);
            _later.Clear();
        }
    }

    private sealed class WritesInPlace : SimulatedDisk
    {
        public override Stream Create(string path) => base.Create(path.Replace(".tmp", "", Ordinal) is var real
            && real != path && Deleted(real) ? real : path);

        public override void RenameFile(string from, string to) { }

        private bool Deleted(string path)
        {
            if (HasFile(path)) DeleteFile(path);
            return true;
        }
    }
}
