using Jaram.Architecture.Costing;

namespace Jaram.Architecture.Tests.Costing;

public sealed class EnergyMeterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-energy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_counter_is_read_over_its_end_and_its_parts_are_not_added_to_it()
    {
        Write("intel-rapl:0", 900_000_000, 1_000_000_000);
        Write("intel-rapl:0:0", 5, 1_000_000_000);
        var meter = new EnergyMeter(_folder);
        meter.Since(1, 1);
        Write("intel-rapl:0", 400_000_000, 1_000_000_000);
        Write("intel-rapl:0:0", 800_000_000, 1_000_000_000);
        Assert.Equal(new Energy(500, IsCounted: true), meter.Since(1, 1));
    }

    [Fact]
    public void Without_a_counter_the_watts_that_are_assumed_are_told_as_such() =>
        Assert.Equal(new Energy(60, IsCounted: false), new EnergyMeter(_folder).Since(seconds: 10, processors: 2, watts: 3));

    private void Write(string domain, long microjoules, long range)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, domain)).FullName;
        File.WriteAllText(Path.Combine(folder, "energy_uj"), $"{microjoules}\n");
        File.WriteAllText(Path.Combine(folder, "max_energy_range_uj"), $"{range}\n");
    }
}
