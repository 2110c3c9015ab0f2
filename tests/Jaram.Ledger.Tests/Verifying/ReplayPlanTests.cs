using Jaram.Ledger.Tests.Forgeries;
using Jaram.Ledger.Verifying.Replaying;

namespace Jaram.Ledger.Tests.Verifying;

public sealed class ReplayPlanTests
{
    [Theory]
    [InlineData(258, 1000, 0.011)]                                      // ten of a thousand go unseen with 5 %
    [InlineData(0, 40, 1)]
    [InlineData(40, 40, 0)]
    [InlineData(8, 40, 0.3)]
    public void The_share_that_would_show_is_that_of_drawing_without_putting_back(int drawn, int of, double share)
    {
        Assert.Equal(share, ReplayPlan.DetectableShare(drawn, of), 0.0011);
    }

    [Fact]
    public void The_first_and_each_boundary_are_always_made_again()
    {
        var history = ToyRun.Honest(3).History;
        var chosen = ReplayPlan.Choose(history, "any", 0, []);
        Assert.Equal([ReplayReasons.First, ReplayReasons.Boundary], chosen.Select(c => c.Reasons));
        Assert.Equal([0L, 16L], chosen.Select(c => c.Made.Version.From));
    }

    [Fact]
    public void One_challenge_gives_one_choice_and_all_choices_come_up()
    {
        var history = ToyRun.Honest(4).History;
        var of = ReplayPlan.Segments(history).Count;
        var seen = Enumerable.Range(0, 200).SelectMany(i => ReplayPlan.Choose(history, $"{i}", 2, [])
            .Where(c => c.Reasons.HasFlag(ReplayReasons.Drawn)).Select(c => c.Made.Index)).CountBy(i => i).ToList();
        Assert.Equal(of, seen.Count);
        Assert.All(seen, s => Assert.InRange(s.Value, 400.0 / of / 2, 400.0 / of * 2));
        Assert.Equal(ReplayPlan.Choose(history, "x", 2, []), ReplayPlan.Choose(history, "x", 2, []));
    }
}
