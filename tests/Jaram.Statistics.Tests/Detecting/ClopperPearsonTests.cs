using CsCheck;
using Jaram.Statistics.Detecting;

namespace Jaram.Statistics.Tests.Detecting;

public sealed class ClopperPearsonTests
{
    /// <summary>Newcombe, Statist. Med. 17 (1998) 857, table I, method 5: 81 of 263, 15 of 148.</summary>
    [Theory]
    [InlineData(81, 263, 0.2527, 0.3676)]
    [InlineData(15, 148, 0.0578, 0.1617)]
    public void Ends_are_those_of_the_published_table(int seen, int of, double low, double high)
    {
        var interval = ClopperPearson.Of(seen, of, 0.95);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    /// <summary>None of n: 1 − 0.05^(1/n), the rule of three in full.</summary>
    [Theory]
    [InlineData(299)]
    [InlineData(20)]
    public void None_of_many_has_a_closed_form(int of)
    {
        var interval = ClopperPearson.Of(0, of, 0.95);
        Assert.Equal(0, interval.Low);
        Assert.Equal(1 - Math.Pow(0.05, 1.0 / of), interval.High, 12);
    }

    [Fact]
    public void Two_hundred_and_ninety_nine_without_one_bound_it_below_a_hundredth() =>
        Assert.True(ClopperPearson.Of(0, 299, 0.95).High < 0.01 && ClopperPearson.Of(0, 298, 0.95).High > 0.01);

    [Fact]
    public void What_is_seen_and_what_is_not_mirror_each_other() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[1, 60]).Where((seen, of) => seen <= of).Sample((seen, of) =>
        {
            var (one, other) = (ClopperPearson.Of(seen, of, 0.95), ClopperPearson.Of(of - seen, of, 0.95));
            Assert.Equal(one.Low, 1 - other.High, 10);
            Assert.Equal(one.High, 1 - other.Low, 10);
        });

    [Fact]
    public void More_than_there_are_is_refused() =>
        Assert.Throws<StatisticsException>(() => ClopperPearson.Of(3, 2, 0.95));
}
