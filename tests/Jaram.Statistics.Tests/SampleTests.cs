namespace Jaram.Statistics.Tests;

public sealed class SampleTests
{
    /// <summary>Student's sleep data (1908): differences of two drugs in ten patients, t = 4.0621, p = 0.002833, 95 %
    /// interval 0.70 to 2.46.</summary>
    [Fact]
    public void Students_own_example_comes_out()
    {
        var sleep = new Sample([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]);
        Assert.Equal(0.00283289, sleep.ChanceOf(0), 1e-8);
        var interval = Interval.OfMean(sleep, 0.95);
        Assert.Equal((0.7001, 1.58, 2.4599), (Math.Round(interval.Low, 4), Math.Round(interval.Middle, 4),
            Math.Round(interval.High, 4)));
    }

    [Fact]
    public void Numbers_that_are_all_alike_settle_what_their_mean_is()
    {
        var same = new Sample([0.0, 0, 0]);
        Assert.Equal((1, 0), (same.ChanceOf(0), same.ChanceOf(0.1)));
    }

    [Fact]
    public void One_number_is_refused() =>
        Assert.Contains("2 seeds or more, got 1", Assert.Throws<StatisticsException>(() => new Sample([1.0])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void What_is_no_number_is_refused() =>
        Assert.Contains("NaN", Assert.Throws<StatisticsException>(() => new Sample([1.0, double.NaN])).Message,
            StringComparison.Ordinal);
}
