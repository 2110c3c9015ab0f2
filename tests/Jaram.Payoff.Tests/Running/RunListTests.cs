using Jaram.Payoff.Planning;
using Jaram.Payoff.Running;

namespace Jaram.Payoff.Tests.Running;

public sealed class RunListTests
{
    [Fact]
    public void Every_run_has_a_name_of_its_own()
    {
        var names = Some.Runs.All.Select(run => run.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void A_design_climbs_once_a_seed_however_often_it_is_matched()
    {
        var designs = Enumerable.Range(0, 3).SelectMany(arm =>
            Some.Plan.Matchings.Select(matching => (arm, matching))
                .DistinctBy(one => Convert.ToHexString(Some.Runs.DesignOf(arm, one.matching).Write()))).ToList();
        Assert.Single(designs, one => one.arm == 0);                        // the parent matches itself as it is
        Assert.Equal((3 * 2, 3 * designs.Count, 3 * 3), (Some.Runs.All.OfType<PlannedRun.Sweep>().Count(),
            Some.Runs.All.OfType<PlannedRun.Climb>().Count(), Some.Runs.All.OfType<PlannedRun.Lessons>().Count()));
    }

    [Fact]
    public void All_arms_climb_with_the_same_operations_to_half_a_step()
    {
        var parent = new PlannedRun.Climb("", 0, Some.Runs.Arms[0], 1, 0, Matching.TrainingFlops);
        foreach (var run in Some.Runs.All.OfType<PlannedRun.Climb>())
            foreach (var (mine, its) in Some.Runs.RungsOf(run.Design).Zip(Some.Plan.Rungs))
                Assert.Equal(its * RunList.FlopsOfStep(parent), mine * RunList.FlopsOfStep(run),
                    0.5001 * RunList.FlopsOfStep(run));
    }

    [Fact]
    public void The_arms_of_a_seed_share_it_and_the_sweep_has_its_own()
    {
        Assert.All(Some.Runs.All.OfType<PlannedRun.Sweep>(), sweep => Assert.Equal(0UL, sweep.Seed));
        Assert.Equal([1UL, 2, 3], Some.Runs.All.OfType<PlannedRun.Climb>().Select(climb => climb.Seed).Distinct());
    }

    [Fact]
    public void An_arm_climbs_with_the_rates_that_did_best_in_its_sweep() =>
        Assert.Equal(1, Some.Runs.FactorOf(0, 1, Some.Outcomes(gain: 1, noise: 0)));
}
