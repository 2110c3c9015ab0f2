namespace Jaram.Checkpoints.Tests.Packing;

public sealed class PackedCrashTests(ITestOutputHelper output)
{
    [Fact]
    public void No_power_cut_loses_a_packed_version_that_is_owed()
    {
        var world = new PackedCrashWorld(new SimulatedDisk(), seed: 1);
        world.Live();
        output.WriteLine($"{world.Images} crash images recovered");
        Assert.True(world.Images > 1000);
    }

    [Fact]
    public void An_optimizer_that_is_durable_after_its_weights_is_noticed()
    {
        var world = new PackedCrashWorld(new LosesStates(), seed: 1);
        Assert.True(IsNoticed(world));
    }

    [Fact]
    public void Dropping_any_one_sync_is_noticed()
    {
        var unnoticed = new List<string>();
        for (var (k, syncs) = (1, Syncs()); k <= syncs; k++)
        {
            PackedCrashWorld? world = null;
            var dropped = "";
            var disk = new DropsSync(k, path => (dropped, world!.Calm) = ($"{world.Phase}: {path}", false));
            world = new PackedCrashWorld(disk, seed: k) { Calm = true, OneIn = 6 }; // cuts before the fault could not tell
            if (!IsNoticed(world) && dropped != "") unnoticed.Add(dropped);
        }
        output.WriteLine(string.Join("\n", unnoticed));
        Assert.Equal(_idle, unnoticed);
    }

    /// <summary>Syncs that change nothing: the folder was empty, or an earlier life or the recovery itself syncs it once
    /// more; version 2 of the first life is never acknowledged; an orphan may come back, it is removed again.</summary>
    private static readonly string[] _idle =
    [
        "recover 1: /model/versions", "publish 1: /model/versions",
        "publish 2: /model/versions/optimizer/step-00000002.tmp/optimizer.pack",
        "publish 2: /model/versions/optimizer/step-00000002.tmp/manifest.json",
        "publish 2: /model/versions/optimizer/step-00000002.tmp",
        "recover 2: /model", "recover 2: /model/versions", "recover 2: /model/versions",
        "recover 2: /model/versions/optimizer", "recover 2: /model/versions/optimizer",
        "recover 3: /model", "recover 3: /model/versions", "recover 3: /model/versions",
        "recover 3: /model/versions/optimizer",
        "recover 4: /model", "recover 4: /model/versions",
        "recover 4: /model/versions/optimizer", "recover 4: /model/versions/optimizer",
    ];

    private static int Syncs()
    {
        var disk = new DropsSync(0, _ => { });
        new PackedCrashWorld(disk, seed: 0) { Calm = true }.Live();
        Assert.True(disk.Seen > 60);
        return disk.Seen;
    }

    /// <summary>Makes optimizers durable too late: never.</summary>
    private sealed class LosesStates : SimulatedDisk
    {
        public override void SyncFolder(string path)
        {
            if (!path.EndsWith("/optimizer", Ordinal)) base.SyncFolder(path);
        }
    }

    private static bool IsNoticed(PackedCrashWorld world)
    {
        try { world.Live(); }
        catch (LostVersion) { return true; }
        return false;
    }
}
