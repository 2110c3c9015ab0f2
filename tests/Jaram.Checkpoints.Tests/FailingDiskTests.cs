namespace Jaram.Checkpoints.Tests;

/// <summary>Every call to the disk fails once, in every way.</summary>
public sealed class FailingDiskTests
{
    private const int InputOutput = 5, NoSpace = 28;

    public static TheoryData<int, bool> Failures => new()
    {
        { InputOutput, false }, { NoSpace, false }, { NoSpace, true },
    };

    [Theory, MemberData(nameof(Failures))]
    public void Whichever_call_fails_it_is_said_in_one_line_and_nothing_published_is_lost(int error, bool halfWrites)
    {
        var failed = true;
        var lines = new HashSet<string>();
        for (var n = 3; failed || n < 60; n++)
        {
            var disk = new SimulatedDisk();
            var world = new CrashWorld(disk, seed: n);
            failed = false;
            void Fail(int call)
            {
                if (call != n) return;
                failed = true;
                throw new IOException(error == NoSpace ? "No space left on device" : "Input/output error", error);
            }
            if (halfWrites) disk.Halfway = Fail; else disk.Before = Fail;
            if (Line(() => Work(world, disk)) is { } line) lines.Add(line);
            (disk.Before, disk.Halfway) = (_ => { }, _ => { });
            world.CutPower();
            world.Check(disk);
        }
        Assert.All(lines, line => Assert.Matches(@"^/model[^\n]+: .+$", line));
        if (error == NoSpace)
            Assert.Contains(lines, line => line.StartsWith(
                "/model/versions/step-00000001.tmp/model.safetensors: ", Ordinal)
                && line.Contains(" bytes could not be written: the disk is full; ", Ordinal));
    }

    [Fact]
    public void After_a_failed_sync_the_store_touches_the_disk_no_more()
    {
        var failures = 0;
        for (var n = 1; n < 60; n++)
        {
            var disk = new FailsSync(n);
            var world = new CrashWorld(disk, seed: n);
            var store = new VersionStore(CrashWorld.Versions, disk);
            if (Line(() => { world.Publish(store, 1); world.Publish(store, 2); }) is null) break;
            failures++;
            var before = disk.Operations;
            Assert.All<Action>([() => world.Publish(store, 3), () => world.Prune(store, ""), () => store.Recover()],
                act => Assert.Contains("a sync failed", Line(act)!, Ordinal));
            Assert.Equal(before, disk.Operations);
            Assert.Equal(1, disk.Failed);
            world.CutPower();
        }
        Assert.Equal(11, failures); // the parent, and for each version two files, the manifest, the draft, the folder
    }

    [Fact]
    public void A_full_disk_is_told_by_the_system_itself()
    {
        using var folder = new TemporaryFolder();
        var store = new VersionStore(Path.Combine(folder.Path, "versions"), new FullDisk());
        var error = Assert.Throws<CheckpointException>(() => store.Publish(7, Sample.Files(7)));
        Assert.Matches(@"step-00000007\.tmp/model\.safetensors: \d+ bytes could not be written: the disk is full; "
            + "what was published before is whole: free space, then go on$", error.Message);
        Assert.Empty(store.Steps());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(folder.Path, "versions"))); // the draft is gone
    }

    private static void Work(CrashWorld world, SimulatedDisk disk)
    {
        var store = new VersionStore(CrashWorld.Versions, disk);
        world.Recover(store, "recover");
        for (var step = 1; step <= 3; step++) world.Publish(store, step);
        world.Prune(store, "prune");
    }

    private static string? Line(Action act)
    {
        try { act(); }
        catch (CheckpointException e) { return e.Message; }
        return null;
    }

    private sealed class FailsSync(int n) : SimulatedDisk
    {
        private int _seen = -1; // the first is the test's own, of the root

        public int Failed { get; private set; }

        public override void Sync(Stream file) => Count(() => base.Sync(file));

        public override void SyncFolder(string path) => Count(() => base.SyncFolder(path));

        private void Count(Action sync)
        {
            if (++_seen == n)
            {
                Failed++;
                Before = _ => throw new IOException("Input/output error", InputOutput);
            }
            try { sync(); }
            finally { Before = _ => { }; }
        }
    }

    private sealed class FullDisk : Disk
    {
        public override Stream Create(string path) =>
            new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    }
}
