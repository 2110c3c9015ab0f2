using Jaram.Statistics.Distributions;
using Jaram.Statistics.Paying;

namespace Jaram.Statistics.Tests.Paying;

/// <summary>What the verdict is worth: how often it is wrong where there is nothing, and finds what is there.</summary>
public sealed class JudgementTests
{
    private const int Comparisons = 200;

    [Theory]
    [InlineData(3, 0.002)]
    [InlineData(3, 0.02)]
    [InlineData(5, 0.005)]
    [InlineData(8, 0.005)]
    public void Of_200_comparisons_of_a_thing_with_itself_at_most_five_percent_say_that_it_pays(int seeds, double noise)
    {
        var (random, ladder) = (new Random(seeds), new SimulatedLadder(seeds, Shared: 0.01, noise, Gain: 1));
        Assert.InRange(Count(Verdict.Pays, random, ladder, Comparisons), 0, Comparisons / 20);
    }

    [Fact]
    public void Of_200_comparisons_with_twelve_rows_at_most_five_percent_have_any_that_pays()
    {
        var (random, ladder) = (new Random(2), new SimulatedLadder(3, Shared: 0.01, Own: 0.005, Gain: 1));
        var rule = Rules.Usual with { Samples = 20 };                   // 2,400 rows; more samples only widen intervals
        var wrong = Enumerable.Range(0, Comparisons).Count(_ =>
            Judgement.Of([.. Enumerable.Range(0, 12).Select(_ => Row(random, ladder, rule))], rule)
                .Any(row => row.Verdict == Verdict.Pays));
        Assert.InRange(wrong, 0, Comparisons / 20);
    }

    /// <summary>The interval is widened by what the fit leaves open, so a little less may be found than a bare t-test
    /// would; never more than its simulation's own error allows.</summary>
    [Theory]
    [InlineData(5, 0.0029)]
    [InlineData(8, 0.0042)]
    [InlineData(12, 0.0055)]
    public void A_planted_gain_of_five_percent_of_compute_is_found_with_the_stated_power(int seeds, double noise)
    {
        const int Draws = 300;
        var (random, ladder) = (new Random(seeds), new SimulatedLadder(seeds, Shared: 0.01, noise, Gain: 1.05));
        var stated = PairedPower.Of(Math.Log(1.05), ladder.Deviation, seeds, 0.05);
        Assert.InRange(stated, 0.5, 0.95);
        var error = 3 * Math.Sqrt(stated * (1 - stated) / Draws);
        Assert.InRange(Count(Verdict.Pays, random, ladder, Draws) / (double)Draws, stated - error - 0.05, stated + error);
    }

    [Fact]
    public void The_multiplier_lies_in_its_interval_as_often_as_promised()
    {
        var (random, ladder) = (new Random(9), new SimulatedLadder(4, Shared: 0.01, Own: 0.004, Gain: 1.2));
        var inside = Enumerable.Range(0, Comparisons).Count(_ =>
            Multiplier.Of(ladder.Draw(random), Rules.Usual).Top.Holds(Math.Log(1.2)));
        Assert.InRange(inside / (double)Comparisons, 0.93, 1);
    }

    [Fact]
    public void A_thing_that_is_its_own_copy_does_not_pay_and_nothing_is_left_to_tell()
    {
        var ladder = new SimulatedLadder(3, Shared: 0.01, Own: 0, Gain: 1).Draw(new(1));
        var row = Assert.Single(Judgement.Of([new(Multiplier.Of(ladder, Rules.Usual), false, false)], Rules.Usual));
        Assert.Equal((Verdict.DoesNot, Ground.GainRuledOut, 0), (row.Verdict, row.Ground, row.FurtherSeeds));
    }

    [Theory]
    [InlineData(true, false, Ground.SkillLost)]
    [InlineData(false, true, Ground.Unstable)]
    public void A_gain_that_has_a_price_does_not_pay(bool isSkillLost, bool isUnstable, Ground ground)
    {
        var gain = Multiplier.Of(new SimulatedLadder(4, 0.01, 0.0005, Gain: 1.3).Draw(new(4)), Rules.Usual);
        Assert.Equal(Verdict.Pays, Judgement.Of([new(gain, false, false)], Rules.Usual)[0].Verdict);
        var row = Judgement.Of([new(gain, isSkillLost, isUnstable)], Rules.Usual)[0];
        Assert.Equal((Verdict.DoesNot, ground), (row.Verdict, row.Ground));
    }

    [Fact]
    public void The_seeds_that_would_tell_do_tell()
    {
        const int Draws = 100;
        var random = new Random(21);
        var few = new SimulatedLadder(3, Shared: 0.01, Own: 0.006, Gain: 1.05);
        var pairs = PairedPower.PairsFor(Math.Log(1.05), few.Deviation, 0.05, 0.8);
        Assert.InRange(pairs, 10, 60);
        Assert.InRange(Count(Verdict.Pays, random, few with { Seeds = pairs }, Draws), 65, 95);
    }

    [Fact]
    public void Too_few_seeds_are_told_and_so_is_how_many_would_do()
    {
        var row = Judgement.Of([Row(new(3), new(3, 0.01, 0.01, Gain: 1.02))], Rules.Usual)[0];
        Assert.Equal((Verdict.CannotTell, Ground.TooWide), (row.Verdict, row.Ground));
        Assert.InRange(row.FurtherSeeds, 3, 997);
        Assert.InRange(row.PowerForGain, 0.02, 0.3);
    }

    [Fact]
    public void A_gain_that_would_tell_alone_is_called_one_of_many_among_many()
    {
        var gain = Row(new(4), new(3, 0.01, 0.003, Gain: 1.12));
        var rows = Judgement.Of([gain, .. Enumerable.Range(0, 29).Select(at => Row(new(10 + at), new(3, 0.01, 0.01, Gain: 1)))],
            Rules.Usual);
        Assert.True(gain.Multiplier.Top.Low > 0);
        Assert.Equal(Ground.Gain, Judgement.Of([gain], Rules.Usual)[0].Ground);
        Assert.Equal((Verdict.CannotTell, Ground.OneOfMany), (rows[0].Verdict, rows[0].Ground));
    }

    private static int Count(Verdict verdict, Random random, SimulatedLadder ladder, int draws) =>
        Enumerable.Range(0, draws).Count(_ =>
            Judgement.Of([Row(random, ladder)], Rules.Usual)[0].Verdict == verdict);

    private static JudgedRow Row(Random random, SimulatedLadder ladder) => Row(random, ladder, Rules.Usual);

    private static JudgedRow Row(Random random, SimulatedLadder ladder, PayoffRule rule) =>
        new(Multiplier.Of(ladder.Draw(random), rule), IsSkillLost: false, IsUnstable: false);
}
