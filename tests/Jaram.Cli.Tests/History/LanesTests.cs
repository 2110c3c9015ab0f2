using Jaram.Cli.History;

namespace Jaram.Cli.Tests.History;

public sealed class LanesTests
{
    [Fact]
    public void A_straight_life_is_one_lane() =>
        Assert.Equal(["*", "*", "*"], Draw((2, [1]), (1, [0]), (0, [])));

    [Fact]
    public void What_was_left_is_a_lane_beside_and_ends_where_it_began() =>
        Assert.Equal(["*", "*", "├─╮", "│ *", "│ *", "├─╯", "*", "*"],
            Draw((6, [5]), (5, [1, 4]), (4, [3]), (3, [1]), (1, [0]), (0, [])));

    [Fact]
    public void A_lane_that_opens_further_out_crosses_the_one_between() =>
        Assert.Equal(["*", "├─╮", "* │", "├─┼─╮", "* │ │", "│ │ *", "│ * │", "├─┴─╯", "*"],
            Draw((9, [8, 5]), (8, [7, 6]), (7, [4]), (6, [4]), (5, [4]), (4, [])));

    [Fact]
    public void A_head_that_nothing_came_from_has_its_own_lane() =>
        Assert.Equal(["*", "│ *", "├─╯", "*"], Draw((3, [0]), (2, [0]), (0, [])));

    private static List<string> Draw(params (long Version, long[] Parents)[] history)
    {
        var lanes = new Lanes();
        return [.. history.SelectMany(each =>
        {
            var row = lanes.Next(each.Version, each.Parents);
            return new[] { row.Above, row.Own, row.Below };
        }).Where(line => line != "")];
    }
}
