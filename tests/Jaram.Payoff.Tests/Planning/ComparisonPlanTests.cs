using Jaram.Payoff.Planning;

namespace Jaram.Payoff.Tests.Planning;

public sealed class ComparisonPlanTests
{
    [Fact]
    public void A_plan_reads_as_it_was_written() =>
        Assert.Equal(Some.Plan.Write(), ComparisonPlan.Read(Some.Plan.Write(), "plan.json").Write());

    [Fact]
    public void Two_plans_of_one_wish_are_the_same_bytes() =>
        Assert.Equal(Some.Plan.Write(), Some.Planned(Some.Wish).Plan.Write());

    [Fact]
    public void A_change_is_told_by_key_with_both_values()
    {
        var differences = Some.Plan.DifferencesTo(Some.Plan with { Seeds = 5, RateFactors = [1] });
        Assert.Equal(["seeds was 3, is 5", "rateFactors was [ 0.5, 1 ], is [ 1 ]"], differences);
    }

    [Fact]
    public void Nothing_differs_from_itself() => Assert.Empty(Some.Plan.DifferencesTo(Some.Plan));

    [Fact]
    public void A_design_that_was_changed_changes_the_plan()
    {
        var wish = Some.Wish with { Designs = [Some.Wish.Designs[0], new("mla", Some.Latent with { LogitSoftcap = 30 })] };
        Assert.Contains(Some.Plan.DifferencesTo(Some.Planned(wish).Plan), line => line.StartsWith("arms was", Ordinal));
    }

    [Fact]
    public void A_plan_of_another_layout_is_refused() =>
        Assert.Contains("jaram-comparison/9", Assert.Throws<PayoffException>(() => ComparisonPlan.Read(
            (Some.Plan with { Format = "jaram-comparison/9" }).Write(), "plan.json")).Message, Ordinal);

    [Fact]
    public void Designs_that_see_texts_of_unlike_length_are_refused()
    {
        var wish = Some.Wish with { Designs = [new("gqa", Some.Grouped), new("mla", Some.Latent with { Context = 128 })] };
        Assert.Contains("mla has context 128, gqa has 256",
            Assert.Throws<PayoffException>(() => Some.Planned(wish)).Message, Ordinal);
    }

    [Fact]
    public void Every_rung_is_twice_the_one_below() => Assert.Equal([8, 16, 32, 64], Drafting.Rungs(64, 4));
}
