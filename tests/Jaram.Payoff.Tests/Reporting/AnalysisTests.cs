using Jaram.Payoff.Planning;
using Jaram.Payoff.Reporting;
using Jaram.Statistics.Paying;

namespace Jaram.Payoff.Tests.Reporting;

public sealed class AnalysisTests
{
    [Fact]
    public void A_gain_that_is_there_is_found_in_every_row()
    {
        var report = Report(gain: 1.3, noise: 1e-4);
        Assert.Equal(2 * 3, report.Rows.Count);                             // candidates by matchings
        Assert.All(report.Rows, row =>
        {
            Assert.Equal(Verdict.Pays, row.Judgement.Verdict);
            Assert.True(row.Multiplier.Top.Through(Math.Exp).Holds(1.3), $"{row.Multiplier.Top.Through(Math.Exp)}");
        });
    }

    [Fact]
    public void Where_nothing_is_there_and_nothing_varies_a_gain_is_ruled_out() =>
        Assert.All(Report(gain: 1, noise: 1e-5).Rows, row => Assert.Equal(Verdict.DoesNot, row.Judgement.Verdict));

    [Fact]
    public void The_top_rung_is_foretold_of_every_arm_and_held() =>
        Assert.All(Report(gain: 1.1, noise: 0.002).Forecasts, rung => Assert.True(rung.Foretold.Holds(rung.Measured)));

    [Fact]
    public void A_best_rate_at_the_end_of_those_tried_is_named()
    {
        var report = Report(gain: 1.1, noise: 0.002);
        Assert.Equal(report.Rates.Where(rate => rate.Factor == 1), report.RatesAtEnds);
        Assert.Empty((report with { Plan = Some.Plan with { RateFactors = [0.5, 1, 2] } }).RatesAtEnds);
    }

    [Fact]
    public void One_ledger_gives_one_report()
    {
        var (first, second) = (Report(1.05, 0.01), Report(1.05, 0.01));
        Assert.Equal(first.Rows.Select(row => row.Multiplier.Top), second.Rows.Select(row => row.Multiplier.Top));
        Assert.Equal(first.Forecasts, second.Forecasts);
    }

    [Fact]
    public void A_run_that_is_missing_is_named()
    {
        var outcomes = Some.Outcomes(1, 0.01);
        var name = Some.Runs.ClimbOf(0, 1, Matching.Parameters, 2);
        outcomes.Remove(name);
        Assert.Contains(name, Assert.Throws<PayoffException>(
            () => new Analysis(Some.Plan, Some.Runs, outcomes).Report()).Message, Ordinal);
    }

    [Fact]
    public void A_loss_that_broke_takes_the_gain_away()
    {
        var outcomes = Some.Outcomes(1.3, 1e-4);
        var name = Some.Runs.ClimbOf(0, 1, Matching.TrainingFlops, 0);
        outcomes[name] = outcomes[name] with { Broken = 1 };
        var row = new Analysis(Some.Plan, Some.Runs, outcomes).Report().Rows
            .Single(row => row is { Candidate: "mla", Matching: Matching.TrainingFlops });
        Assert.Equal((Verdict.DoesNot, Ground.Unstable), (row.Judgement.Verdict, row.Judgement.Ground));
    }

    private static ComparisonReport Report(double gain, double noise) =>
        new Analysis(Some.Plan, Some.Runs, Some.Outcomes(gain, noise)).Report();
}
