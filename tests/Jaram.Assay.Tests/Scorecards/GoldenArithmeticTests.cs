using Jaram.Assay.Scorecards.Points;
using Jaram.Assay.Scorecards.Rubrics;

namespace Jaram.Assay.Tests.Scorecards;

/// <summary>What the ministry published in 2026, and what follows from it.</summary>
public sealed class GoldenArithmeticTests
{
    [Theory]
    [InlineData(60, 100, 25, 15)]
    [InlineData(47.4, 100, 25, 11.9)]                                   // 11.85; to even it would be 11.8
    [InlineData(10, 100, 25, 2.5)]
    [InlineData(16.4, 100, 25, 4.1)]
    public void A_linear_item_is_a_share_of_its_points_and_halves_go_up(
        double raw, double max, double points, double expected) =>
        Assert.Equal((decimal)expected, Points(new Scale.Linear((decimal)max), (decimal)points, raw).Value);

    [Theory]
    [InlineData(3.7, 15, 11.1)]
    [InlineData(3.7, 10, 7.4)]
    [InlineData(1, 10, 2)]
    public void A_Likert_mean_is_taken_over_its_greatest_answer(double mean, double points, double expected) =>
        Assert.Equal((decimal)expected, Points(new Scale.Likert(1, 5), (decimal)points, mean).Value);

    [Fact]
    public void The_means_of_the_second_stage_add_up_to_what_the_press_computed()
    {
        var items = new[] { 9.48m, 13.05m, 28.75m, 10.53m, 7.03m };
        Assert.Equal(68.84m, items.Sum());
        Assert.InRange(new[] { 70.6m, 69.9m, 69.0m, 65.8m }.Average(), items.Sum() - 0.05m, items.Sum() + 0.05m);
    }

    [Fact]
    public void Public_index_values_do_not_give_the_published_mean_and_the_rubric_says_so()
    {
        var mean = new[] { 47.4m, 37.4m, 35.0m, 31.0m }.Average();
        Assert.Equal(37.7m, mean);
        Assert.Equal(9.425m, mean * 25 / 100);
        Assert.Contains("9.48", Cards.Shipped("korea-2026-stage2").Note.En, StringComparison.Ordinal);
    }

    [Fact]
    public void The_published_gaps_put_one_team_last_in_both_of_its_items()
    {
        Assert.Equal(27.1m, 29.5m - 2.4m);
        Assert.Equal(19.1m, 14.1m + 5.0m);
        Assert.Equal(65.8m, 11.9m + 12.7m + 27.1m + 14.1m);
    }

    [Fact]
    public void First_is_full_gives_the_winner_all_points_whatever_it_has_and_shows_the_raw_value()
    {
        var rubric = Cards.Of(("users", 25, new Scale.FirstIsFull(1, 5)));
        var card = Cards.Judge(rubric, ("a", "users", "\"value\":2.5"), ("b", "users", "\"value\":2"));
        Assert.Equal([25m, 20m], card.Candidates.Select(one => one.Items[0].Points.Value));
        Assert.Equal([2.5m, 2m], card.Candidates.Select(one => one.Items[0].Raw[0].Value));
    }

    [Fact]
    public void With_the_published_cells_of_the_second_stage_alone_the_flip_cannot_be_decided()
    {
        var rubric = Cards.Shipped("korea-2026-stage2");
        var card = Cards.Judge(rubric, ("motif", "aaii", "\"value\":47.4"), ("skt", "nia", "\"value\":89.3"),
            ("lg", "citizens", "\"value\":3.8"), ("lg", "expert", "\"value\":29.5"));
        Assert.Equal(2, card.Flips.Length);
        Assert.All(card.Flips, flip => Assert.False(flip.IsDecided));
        Assert.All(card.Flips, flip => Assert.InRange(0, flip.Lead.Low, flip.Lead.High));
    }

    [Fact]
    public void A_panel_drops_its_highest_and_lowest_mark()
    {
        var rubric = Cards.Of(("expert", 35, new Scale.TrimmedMean(1, 1, 35)));
        var card = Cards.Judge(rubric, ("a", "expert", "\"marks\":[35,28,29,30,2]"));
        Assert.Equal(29m, card.Candidates[0].Items[0].Points.Value);
    }

    [Theory]
    [InlineData(72, 80, 9.0)]
    [InlineData(84, 80, 10.0)]
    public void A_ratio_to_its_target_has_all_points_at_most(double value, double target, double expected)
    {
        var rubric = Cards.Of(("individual", 10, new Scale.RatioToTarget(1, Better.More)));
        var card = Cards.Judge(rubric,
            ("a", "individual", $"\"ratios\":[{{\"value\":{value},\"target\":{target}}}]"));
        Assert.Equal((decimal)expected, card.Candidates[0].Items[0].Points.Value);
    }

    [Fact]
    public void Where_less_is_better_twice_the_target_has_half_the_points()
    {
        var scale = new Scale.RatioToTarget(100, Better.Less);
        Assert.Equal([10m, 10m, 5m],
            new[] { 50.0, 100, 200 }.Select(raw => Points(scale, 10, raw).Value));
    }

    private static Bounds Points(Scale scale, decimal points, double raw) =>
        (points * scale.Share(Bounds.Exact((decimal)raw), [])).Rounded(1);
}
