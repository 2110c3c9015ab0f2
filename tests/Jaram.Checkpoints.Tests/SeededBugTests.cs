namespace Jaram.Checkpoints.Tests;

/// <summary>The crash tests must see every fault that we can plant; else they prove nothing.</summary>
public sealed class SeededBugTests
{
    /// <summary>Syncs that change nothing in <see cref="CrashWorld.Live"/>, each for want of anything to make durable:
    /// the folder of versions was empty, or an earlier life had synced it.</summary>
    private static readonly string[] _idle =
    [
        "recover 2: /model/versions", "recover 3: /model", "recover 4: /model", "recover 4: /model/versions",
    ];

    [Fact]
    public void Dropping_any_one_sync_is_noticed()
    {
        var unnoticed = new List<string>();
        for (var (k, syncs) = (1, Syncs()); k <= syncs; k++)
        {
            CrashWorld? world = null;
            var dropped = "";
            var disk = new DropsSync(k, path => (dropped, world!.Calm) = ($"{world.Phase}: {path}", false));
            world = new CrashWorld(disk, seed: k) { Calm = true }; // cuts before the fault could not tell
            if (!IsNoticed(world) && dropped != "") unnoticed.Add(dropped);
        }
        Assert.Equal(_idle, unnoticed);
    }

    private static int Syncs()
    {
        var disk = new DropsSync(0, _ => { });
        new CrashWorld(disk, seed: 0) { Calm = true }.Live();
        Assert.True(disk.Seen > 30);
        return disk.Seen;
    }

    [Fact]
    public void Syncing_no_folder_is_noticed() => Assert.True(IsNoticed(new(new SyncsNoFolder(), 1)));

    [Fact]
    public void Renaming_before_syncing_is_noticed() => Assert.True(IsNoticed(new(new RenamesFirst(), 1)));

    [Fact]
    public void Acknowledging_early_is_noticed()
    {
        var disk = new TellsOfRename();
        var world = new CrashWorld(disk, 1);
        disk.Renaming = step => world.Acknowledged = step;
        Assert.True(IsNoticed(world));
    }

    [Fact]
    public void Skipping_the_hash_check_is_noticed() => Assert.True(IsNoticed(new(new Flips(check: false), 1)));

    [Fact]
    public void With_the_hash_check_a_flipped_bit_is_never_published()
    {
        var disk = new Flips(check: true);
        var world = new CrashWorld(disk, 1);
        var store = new VersionStore(CrashWorld.Versions, disk);
        var error = Assert.Throws<CheckpointException>(() => world.Publish(store, 1));
        Assert.Contains("model.safetensors is damaged in chunk 0 of 1, bytes 0 to ", error.Message, Ordinal);
        Assert.Empty(store.Steps());
        disk.Faulty = false;
        world.Publish(store, 1);
        world.CutPower();
    }

    [Fact]
    public void Asking_again_after_a_failed_sync_is_noticed()
    {
        var (failed, noticed) = (0, 0);
        for (var (n, syncs) = (1, Syncs()); n <= syncs; n++)
        {
            CrashWorld? world = null;
            var disk = new AsksAgain(n, () =>
            {
                if (!world!.Phase.StartsWith("publish", Ordinal)) return; // others may be idle
                (failed, world.Calm) = (failed + 1, false);
            });
            world = new CrashWorld(disk, seed: n) { Calm = true };
            if (IsNoticed(world)) noticed++;
        }
        Assert.True(failed > 25);
        Assert.Equal(failed, noticed);
    }

    private static bool IsNoticed(CrashWorld world)
    {
        try { world.Live(); }
        catch (LostVersion) { return true; }
        return false;
    }

    private sealed class RenamesFirst : SimulatedDisk
    {
        private readonly List<Stream> _later = [];

        public override void Sync(Stream file) => _later.Add(file);

        public override void RenameFolder(string from, string to)
        {
            base.RenameFolder(from, to);
            foreach (var file in _later) base.Sync(file);
            _later.Clear();
        }
    }

    private sealed class TellsOfRename : SimulatedDisk
    {
        public Action<long> Renaming { get; set; } = _ => { };

        public override void RenameFolder(string from, string to)
        {
            if (long.TryParse(to.AsSpan(to.LastIndexOf('-') + 1), out var step)) Renaming(step);
            base.RenameFolder(from, to);
        }
    }

    private sealed class AsksAgain(int n, Action failing) : SimulatedDisk
    {
        private int _syncs = -1; // the first is the test's own, of the root

        public override void Sync(Stream file) => Twice(() => base.Sync(file));

        public override void SyncFolder(string path) => Twice(() => base.SyncFolder(path));

        private void Twice(Action sync)
        {
            var usual = Before;
            if (++_syncs == n)
                Before = call =>
                {
                    usual(call);
                    throw new IOException("Input/output error", 5);
                };
            try { sync(); }
            catch (IOException)
            {
                Before = usual;
                failing();
                sync();
            }
            Before = usual;
        }
    }

    /// <summary>Flips a bit of each model on its way down; unless checked, the cache hides it.</summary>
    private sealed class Flips(bool check) : SimulatedDisk
    {
        public bool Faulty { get; set; } = true;

        public override Stream Create(string path) => new Flipping(base.Create(path), Faulty && IsModel(path));

        public override void Sync(Stream file) => base.Sync(((Flipping)file).File);

        public override Stream Open(string path)
        {
            using var file = base.Open(path);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            if (!check && IsModel(path) && path.Contains(".tmp", Ordinal)) bytes[0] ^= 1;
            return new MemoryStream(bytes);
        }

        private static bool IsModel(string path) => path.EndsWith(Sample.Weights, Ordinal);
    }

    private sealed class Flipping(Stream file, bool faulty) : MemoryStream
    {
        private bool _flip = faulty;

        public Stream File => file;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var bytes = buffer.ToArray();
            if (_flip) bytes[0] ^= 1;
            _flip = false;
            file.Write(bytes);
        }
    }
}
