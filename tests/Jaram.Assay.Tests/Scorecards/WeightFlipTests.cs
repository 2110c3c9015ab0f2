using CsCheck;
using Jaram.Assay.Scorecards.Flips;
using Jaram.Assay.Scorecards.Points;

namespace Jaram.Assay.Tests.Scorecards;

public sealed class WeightFlipTests
{
    private static readonly Gen<(decimal[] Weights, decimal[] Differences)> _pairs =
        from count in Gen.Int[2, 5]
        from weights in Gen.Int[1, 40].Array[count]
        from differences in Gen.Int[-10, 10].Array[count]
        select (weights.Select(w => (decimal)w).ToArray(), differences.Select(d => d / 10m).ToArray());

    [Fact]
    public void One_moved_weight_makes_both_level_and_no_smaller_move_of_any_weight_does() => _pairs.Sample(pair =>
    {
        if (Lead(pair.Weights, pair.Differences) <= 0) return;
        var flip = WeightFlip.OfOne(Names(pair.Weights), pair.Weights, pair.Differences);
        for (var m = 0; m < pair.Weights.Length; m++)
            for (var step = -200; step <= 200; step++)
            {
                var move = step / 200m * pair.Weights.Sum();
                if (Rescaled(pair.Weights, m, move) is not { } moved) continue;
                if (Lead(moved, pair.Differences) <= 0)
                    Assert.True(flip.IsPossible && flip.Points <= Math.Abs(move) + 1e-20m);
            }
        if (!flip.IsPossible) return;
        var only = flip.Moves[0];
        var at = Array.IndexOf(Names(pair.Weights), only.Item);
        Assert.Equal(0, Lead(Rescaled(pair.Weights, at, only.To - only.From)!, pair.Differences), 15);
    }, iter: 300);

    /// <summary>Fractions of which decimals hold no end: a move that does nothing, and one to the end of the range.
    /// </summary>
    [Fact]
    public void Thirds_and_sevenths_neither_overflow_nor_miss_the_end_of_the_range() => Gen.Select(
        Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 10]).Sample((first, second, third, tenths) =>
    {
        decimal[] weights = [first, second, third];
        var even = WeightFlip.OfOne(Names(weights), weights, [tenths / 10m, tenths / 10m, tenths / 10m]);
        Assert.False(even.IsPossible);
        var all = WeightFlip.OfOne(Names(weights), weights, [0, tenths / 10m, 0.7m]);
        Assert.Equal([new WeightMove("0", first, weights.Sum())], all.Moves);
    });

    [Fact]
    public void All_weights_move_as_little_as_a_search_over_transfers_finds() => _pairs.Sample(pair =>
    {
        if (Lead(pair.Weights, pair.Differences) <= 0) return;
        var flip = WeightFlip.OfAll(Names(pair.Weights), pair.Weights, pair.Differences);
        var moved = pair.Weights.ToArray();
        foreach (var move in flip.Moves) moved[Array.IndexOf(Names(pair.Weights), move.Item)] = move.To;
        if (flip.IsPossible)
        {
            Assert.Equal(pair.Weights.Sum(), moved.Sum(), 15);
            Assert.Equal(0, Lead(moved, pair.Differences), 15);
            Assert.All(moved, weight => Assert.True(weight >= 0));
            Assert.Equal(flip.Points, moved.Zip(pair.Weights, (one, other) => Math.Abs(one - other)).Sum(), 15);
        }
        foreach (var other in Transfers(pair.Weights))
            if (Lead(other, pair.Differences) <= 0)
                Assert.True(flip.IsPossible && flip.Points
                    <= other.Zip(pair.Weights, (one, before) => Math.Abs(one - before)).Sum() + 1e-20m);
    }, iter: 200);

    [Fact]
    public void Bounds_of_shares_give_bounds_of_the_distance_that_hold_for_every_share_between() => Gen.Select(
        _pairs, Gen.Int[0, 3].Array[5], Gen.Int[0, 100].Array[5]).Sample((pair, widths, within) =>
    {
        Bounds[] wide = [.. pair.Differences.Select((d, m) => new Bounds(d - widths[m] / 10m, d, d + widths[m] / 10m))];
        var flip = Flip(pair.Weights, wide);
        if (!flip.IsDecided)
        {
            Assert.True(flip.Lead.Low <= 0);
            return;
        }
        decimal[] some = [.. wide.Select((d, m) => d.Low + (d.High - d.Low) * within[m] / 100)];
        var exact = WeightFlip.OfAll(Names(pair.Weights), pair.Weights, some);
        if (exact.IsPossible)
            Assert.True(flip.All.Nearest.IsPossible && flip.All.Nearest.Points <= exact.Points + 1e-20m);
        if (flip.All.Farthest.IsPossible)
            Assert.True(exact.IsPossible && exact.Points <= flip.All.Farthest.Points + 1e-20m);
    }, iter: 500);

    [Fact]
    public void Who_is_better_in_everything_stays_ahead_whatever_the_weights_are()
    {
        var flip = Flip([60, 40], [Bounds.Exact(0.1m), Bounds.Exact(0.2m)]);
        Assert.True(flip.IsDecided);
        Assert.False(flip.One.Nearest.IsPossible || flip.All.Nearest.IsPossible);
    }

    [Fact]
    public void Two_items_that_speak_against_each_other_are_level_where_a_hand_would_put_them()
    {
        var flip = Flip([60, 40], [Bounds.Exact(0.5m), Bounds.Exact(-0.5m)]);
        Assert.Equal(10, flip.Lead.Value);
        Assert.Equal(new WeightMove("0", 60, 50), flip.One.Nearest.Moves[0]);
        Assert.Equal(20, flip.All.Nearest.Points);
    }

    private static WeightFlip Flip(decimal[] weights, Bounds[] differences) => WeightFlip.Between("a", "b",
        Names(weights), weights, [.. differences.Select(d => (d, Bounds.Exact(0)))]);

    private static string[] Names(decimal[] weights) =>
        [.. weights.Select((_, at) => at.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    private static decimal Lead(decimal[] weights, decimal[] d) => weights.Zip(d, (w, x) => w * x).Sum();

    private static decimal[]? Rescaled(decimal[] weights, int m, decimal move)
    {
        var (whole, to) = (weights.Sum(), weights[m] + move);
        if (to < 0 || to > whole) return null;
        return [.. weights.Select((w, at) => at == m ? to : w * (whole - to) / (whole - weights[m]))];
    }

    /// <summary>Weights after moving pieces between items, in tenths: a coarse search of the whole neighbourhood.
    /// </summary>
    private static IEnumerable<decimal[]> Transfers(decimal[] weights)
    {
        for (var from = 0; from < weights.Length; from++)
            for (var to = 0; to < weights.Length; to++)
                for (var other = 0; other < weights.Length; other++)
                    for (var tenths = 0; tenths <= 10 && from != to; tenths++)
                    {
                        var moved = weights.ToArray();
                        var (first, second) = (weights[from] * tenths / 10, other == from || other == to ? 0
                            : weights[other] * tenths / 10);
                        moved[from] -= first;
                        moved[other] -= second;
                        moved[to] += first + second;
                        yield return moved;
                    }
    }
}
