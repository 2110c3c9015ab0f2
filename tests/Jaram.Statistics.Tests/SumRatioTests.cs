namespace Jaram.Statistics.Tests;

public sealed class SumRatioTests
{
    [Fact]
    public void Over_things_of_one_size_it_is_their_mean_with_its_error()
    {
        double[] values = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
        var (ratio, mean) = (SumRatio.Of([.. values.Select(value => (value, 1.0))]), new Sample(values));
        Assert.Equal(mean.Mean, ratio.Value, 1e-12);
        Assert.Equal(mean.StandardError, ratio.StandardError, 1e-12);
    }

    /// <summary>By hand: 6 / 4; residuals 0, 0.5 and −0.5; √(0.5 · 3 / 2) / 4.</summary>
    [Fact]
    public void Things_of_unlike_size_count_by_it()
    {
        var ratio = SumRatio.Of([(3, 2), (2, 1), (1, 1)]);
        Assert.Equal(1.5, ratio.Value);
        Assert.Equal(Math.Sqrt(0.75) / 4, ratio.StandardError, 1e-12);
    }

    [Fact]
    public void What_goes_together_everywhere_has_no_error() =>
        Assert.Equal(new SumRatio(2, 0), SumRatio.Of([(2, 1), (6, 3), (10, 5)]));

    [Fact]
    public void Too_few_or_nothing_below_is_refused_with_both_numbers()
    {
        Assert.Contains("got 1 and 2", Assert.Throws<StatisticsException>(() => SumRatio.Of([(1, 2)])).Message,
            StringComparison.Ordinal);
        Assert.Contains("got 2 and 0", Assert.Throws<StatisticsException>(() => SumRatio.Of([(1, 1), (1, -1)])).Message,
            StringComparison.Ordinal);
    }
}
