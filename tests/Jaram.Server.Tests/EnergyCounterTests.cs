namespace Jaram.Server.Counting.Tests;

public sealed class EnergyCounterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-rapl-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Packages_are_added_up_and_a_counter_that_begins_again_goes_on()
    {
        Zone("intel-rapl:0", 5_000_000, 10_000_000);
        Zone("intel-rapl:1", 0, 10_000_000);
        Zone("intel-rapl:0:0", 0, 10_000_000);                          // a part of the first
        var counter = new EnergyCounter(_folder);
        Assert.True(counter.IsThere);
        Zone("intel-rapl:0", 9_000_000, 10_000_000);
        Zone("intel-rapl:1", 500_000, 10_000_000);
        Zone("intel-rapl:0:0", 3_000_000, 10_000_000);
        Assert.Equal(4.5, counter.Joules(), 1e-9);
        Zone("intel-rapl:0", 1_000_000, 10_000_000);
        Assert.Equal(6.5, counter.Joules(), 1e-9);
    }

    [Fact]
    public void Without_a_counter_there_is_none()
    {
        Assert.False(new EnergyCounter(_folder).IsThere);
        Assert.False(new EnergyCounter(Path.Combine(_folder, "none")).IsThere);
    }

    private void Zone(string name, long microjoules, long range)
    {
        var zone = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        File.WriteAllText(Path.Combine(zone, "energy_uj"), $"{microjoules}\n");
        File.WriteAllText(Path.Combine(zone, "max_energy_range_uj"), $"{range}\n");
    }
}
