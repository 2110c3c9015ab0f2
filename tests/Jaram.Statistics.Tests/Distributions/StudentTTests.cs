using CsCheck;
using Jaram.Statistics.Distributions;

namespace Jaram.Statistics.Tests.Distributions;

/// <summary>Values of the printed tables (Fisher and Yates), and laws.</summary>
public sealed class StudentTTests
{
    [Theory]
    [InlineData(0.975, 1, 12.7062047362)]
    [InlineData(0.975, 2, 4.3026527297)]
    [InlineData(0.975, 4, 2.7764451052)]
    [InlineData(0.975, 10, 2.2281388520)]
    [InlineData(0.995, 30, 2.7499956536)]
    [InlineData(0.9, 7, 1.4149239277)]
    [InlineData(0.975, 1000, 1.9623390808)]
    public void Quantiles_are_those_of_the_tables(double share, int freedom, double t) =>
        Assert.Equal(t, StudentT.Quantile(share, freedom), 1e-8);

    [Fact]
    public void With_one_degree_of_freedom_it_is_the_distribution_of_cauchy() =>
        Gen.Double[-50, 50].Sample(t => Assert.Equal(0.5 + Math.Atan(t) / Math.PI, StudentT.Below(t, 1), 1e-12));

    [Fact]
    public void With_two_degrees_of_freedom_it_has_a_closed_form() =>
        Gen.Double[-50, 50].Sample(t =>
            Assert.Equal(0.5 + t / (2 * Math.Sqrt(2 + t * t)), StudentT.Below(t, 2), 1e-12));

    [Fact]
    public void A_quantile_is_where_its_share_lies_below() =>
        Gen.Select(Gen.Double[0.001, 0.999], Gen.Int[1, 200]).Sample((share, freedom) =>
            Assert.Equal(share, StudentT.Below(StudentT.Quantile(share, freedom), freedom), 1e-10));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(5, 0.9999997133484281)]
    public void The_normal_distribution_is_that_of_the_tables(double x, double share) =>
        Assert.Equal(share, Normal.Below(x), 1e-14);

    [Theory]
    [InlineData(0.5, 0.5723649429247001)]                                  // √π
    [InlineData(5, 3.1780538303479458)]                                    // 4!
    [InlineData(100, 359.1342053695754)]
    public void The_gamma_function_is_that_of_the_tables(double x, double log) =>
        Assert.Equal(log, Gamma.Log(x), 1e-11);
}
