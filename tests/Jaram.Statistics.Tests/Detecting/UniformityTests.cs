using Jaram.Statistics.Detecting;

namespace Jaram.Statistics.Tests.Detecting;

public sealed class UniformityTests
{
    /// <summary>Critical values of D: Massey, J. Am. Statist. Assoc. 46 (1951) 68, table 1.</summary>
    [Theory]
    [InlineData(10, 0.409, 0.05)]
    [InlineData(20, 0.294, 0.05)]
    [InlineData(20, 0.264, 0.10)]
    [InlineData(30, 0.24, 0.05)]
    [InlineData(30, 0.29, 0.01)]
    public void A_critical_gap_has_the_chance_of_the_published_table(int count, double gap, double level)
    {
        // values in the middle of their steps, all moved on, so that the largest gap is the one that is wanted
        var values = Enumerable.Range(0, count).Select(i => Math.Min(1, (double)i / count + gap));
        var tested = Uniformity.Of(values);
        Assert.Equal(gap, tested.Distance, 12);
        Assert.Equal(level, tested.Chance, 0.004);
    }

    [Fact]
    public void Even_steps_are_as_uniform_as_can_be() =>
        Assert.Equal(1, Uniformity.Of(Enumerable.Range(0, 50).Select(i => (i + 0.5) / 50)).Chance, 6);

    [Fact]
    public void Uniform_numbers_fail_as_often_as_the_level_says()
    {
        var random = new Random(5);
        var failed = Enumerable.Range(0, 2000).Count(_ =>
            Uniformity.Of(Enumerable.Range(0, 40).Select(_ => random.NextDouble())).Chance < 0.05);
        Assert.InRange(failed, 70, 130);
    }

    [Fact]
    public void What_is_no_chance_is_refused() =>
        Assert.Throws<StatisticsException>(() => Uniformity.Of([0.5, 1.5]));
}
