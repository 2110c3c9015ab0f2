using Jaram.Statistics.Distributions;

namespace Jaram.Statistics.Tests.Distributions;

public sealed class PairedPowerTests
{
    /// <summary>Cohen, Statistical Power Analysis (1988), and G*Power 3.1's manual: d = 0.5, two-sided 5 %, 34 pairs for
    /// 80 %; d = 0.8, 15 pairs; d = 1, 10 pairs; d = 0.2, 199 pairs.</summary>
    [Theory]
    [InlineData(0.2, 199)]
    [InlineData(0.5, 34)]
    [InlineData(0.8, 15)]
    [InlineData(1, 10)]
    public void Pairs_are_those_of_the_tables(double effect, int pairs) =>
        Assert.Equal(pairs, PairedPower.PairsFor(effect, 1, 0.05, 0.8));

    [Theory]
    [InlineData(3, 3.0)]
    [InlineData(5, 1.5)]
    [InlineData(8, 1.0)]
    public void It_is_how_often_a_simulated_test_finds_the_effect(int pairs, double effect)
    {
        const int Draws = 4000;
        var random = new Random(7);
        var found = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var sample = new Sample(Enumerable.Range(0, pairs).Select(_ => effect + Noise.Normal(random)));
            if (sample.Mean > 0 && sample.ChanceOf(0) <= 0.05) found++;
        }
        var power = PairedPower.Of(effect, 1, pairs, 0.05);
        Assert.Equal(power, found / (double)Draws, 3 * Math.Sqrt(power * (1 - power) / Draws));
    }

    [Fact]
    public void Nothing_is_found_on_the_right_side_half_as_often_as_the_level() =>
        Assert.Equal(0.025, PairedPower.Of(0, 1, 6, 0.05), 1e-6);

    [Fact]
    public void What_does_not_vary_is_always_found() => Assert.Equal(1, PairedPower.Of(0.01, 0, 2, 0.05));

    [Fact]
    public void What_no_plan_would_find_takes_the_most_pairs() =>
        Assert.Equal(PairedPower.MostPairs, PairedPower.PairsFor(1e-6, 1, 0.05, 0.8));
}
