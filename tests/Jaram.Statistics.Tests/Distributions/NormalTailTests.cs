using Jaram.Statistics.Distributions;

namespace Jaram.Statistics.Tests.Distributions;

public sealed class NormalTailTests
{
    /// <summary>Abramowitz and Stegun, table 26.2; the further ones from NIST DLMF 7.12.1 by hand.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.15865525393145705)]
    [InlineData(3, 1.3498980316300946e-3)]
    [InlineData(5, 2.8665157187919391e-7)]
    [InlineData(10, 7.6198530241605261e-24)]
    [InlineData(20, 2.7536241186062337e-89)]
    public void The_tail_is_the_tables(double z, double chance) =>
        Assert.InRange(NormalTail.Above(z) / chance, 1 - 1e-10, 1 + 1e-10);

    [Theory]
    [InlineData(0.05, 1.6448536269514722)]
    [InlineData(1e-12, 7.0344838253)]
    [InlineData(1e-15, 7.941345326)]
    public void Beyond_is_the_tail_the_other_way_round(double chance, double z) =>
        Assert.Equal(z, NormalTail.Beyond(chance), 8);
}
