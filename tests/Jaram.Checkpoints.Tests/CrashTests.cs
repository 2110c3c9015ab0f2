namespace Jaram.Checkpoints.Tests;

public sealed class CrashTests(ITestOutputHelper output)
{
    /// <summary>Images in the short form; the environment variable JARAM_LONG holds a larger number.</summary>
    private const int Images = 4_000;

    [Fact]
    public void No_power_cut_loses_what_was_acknowledged()
    {
        var wanted = int.Parse(Environment.GetEnvironmentVariable("JARAM_LONG") ?? $"{Images}", null);
        var images = 0;
        var seed = 0;
        while (images < wanted)
        {
            var world = new CrashWorld(new SimulatedDisk(), ++seed);
            world.Live();
            images += world.Images;
        }
        output.WriteLine($"{images} crash images recovered, seeds 1 to {seed}");
    }

    [Fact]
    public void A_crash_during_recovery_is_like_any_other()
    {
        var random = new Random(17);
        for (var life = 0; life < 40; life++)
        {
            var disk = new SimulatedDisk();
            var world = new CrashWorld(disk, life);
            world.Publish(new VersionStore(CrashWorld.Versions, disk), 1);
            var (calls, start) = (random.Next(2, 12), disk.Operations); // dies somewhere inside the next version
            disk.Before = n => { if (n > start + calls) throw new Killed(); };
            Assert.Throws<Killed>(() => world.Publish(new VersionStore(CrashWorld.Versions, disk), 2));
            disk.Before = _ => { };
            disk.AfterChange = world.CutPower;
            world.Recover(new VersionStore(CrashWorld.Versions, disk), "recover");
            Assert.True(world.Images > 0);
        }
    }
}
