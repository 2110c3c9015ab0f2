using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Rubrics;

namespace Jaram.Assay.Tests.Scorecards;

public sealed class EntriesTests
{
    private static readonly Rubric _rubric = Cards.Of(("a", 10, new Scale.Linear(100)),
        ("b", 35, new Scale.TrimmedMean(1, 1, 35)), ("c", 15, new Scale.Likert(1, 5)));

    [Theory]
    [InlineData("a", "\"value\":104", "m: a: 104 lies outside of 0 to 100")]
    [InlineData("a", "\"value\":50,\"low\":60", "m: a: low 60, value 50, high 50 are not in order")]
    [InlineData("a", "\"value\":50,\"marks\":[50]", "m: a: enter one of value, marks and ratios")]
    [InlineData("a", "\"ratios\":[{\"value\":1,\"target\":1}]", "m: a: enter one of value, marks and ratios")]
    [InlineData("b", "\"marks\":[30,31]", "m: b: 2 marks, of which 2 are dropped")]
    [InlineData("b", "\"marks\":[30,31,32,36]", "m: b: 36 lies outside of 0 to 35")]
    [InlineData("c", "\"marks\":[1,2,0]", "m: c: 0 lies outside of 1 to 5")]
    [InlineData("d", "\"value\":1", "m: entered item 'd' is none of a, b, c")]
    [InlineData("a", "\"worth\":1", "worth")]
    public void What_does_not_fit_is_refused_in_one_line(string item, string entry, string says)
    {
        var refused = Assert.Throws<AssayException>(() => Cards.Judge(_rubric, ("m", item, entry)));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void What_nobody_entered_is_an_interval_of_all_that_it_can_be()
    {
        var card = Cards.Judge(_rubric, ("m", "a", "\"value\":50"));
        var (known, panel, asked) = (card.Candidates[0].Items[0], card.Candidates[0].Items[1], card.Candidates[0].Items[2]);
        Assert.Equal((5m, 5m), (known.Points.Low, known.Points.High));
        Assert.Equal((0m, 35m), (panel.Points.Low, panel.Points.High));
        Assert.Equal((3m, 15m), (asked.Points.Low, asked.Points.High));     // the least answer has points too
        Assert.Equal((8m, 55m), (card.Candidates[0].Total.Low, card.Candidates[0].Total.High));
        Assert.Equal(Grade.Unknown, panel.Grade);
        Assert.Empty(panel.Raw);
    }

    [Fact]
    public void Marks_of_a_panel_bring_the_interval_that_another_panel_may_give()
    {
        var raw = Cards.Judge(_rubric, ("m", "c", "\"marks\":[3,4,4,3,4,4]")).Candidates[0].Items[2].Raw[0];
        Assert.Equal(3.666667m, Math.Round(raw.Value, 6));
        Assert.Equal(3.1247m, Math.Round(raw.Low, 4));                  // t(0.975, 5) = 2.5706, s = 0.5164
        Assert.Equal(4.2086m, Math.Round(raw.High, 4));
    }

    [Fact]
    public void Totals_are_sums_of_the_points_that_are_shown()
    {
        var rubric = Cards.Of(("x", 25, new Scale.Linear(100)), ("y", 15, new Scale.Linear(100)));
        var one = Cards.Judge(rubric, ("m", "x", "\"value\":47.4"), ("m", "y", "\"value\":84.3")).Candidates[0];
        Assert.Equal([11.9m, 12.6m], one.Items.Select(item => item.Points.Value));
        Assert.Equal(24.5m, one.Total.Value);
    }

    [Fact]
    public void Level_candidates_share_their_places_and_certain_leads_do_not()
    {
        var card = Cards.Judge(Cards.Of(("x", 10, new Scale.Linear(10))), ("a", "x", "\"value\":5"),
            ("b", "x", "\"value\":5"), ("c", "x", "\"value\":9"));
        Assert.Equal([(2, 3), (2, 3), (1, 1)],
            card.Candidates.Select(one => (one.Places[0].Best, one.Places[0].Worst)));
    }
}
