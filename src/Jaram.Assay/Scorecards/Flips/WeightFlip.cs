// How far must weights move to change the order of two candidates? With d the difference of their shares item by item
// and w the weights, of sum W, the one leads by D = Σ w d. One weight m moved by t, the others rescaled so that W
// stays: D(t) = D + t (d_m − R), R = (D − w_m d_m) / (W − w_m), level at t = −D (W − w_m) / (d_m W − D). All
// weights, the sum of their moves as small as can be: what is taken from the greatest d first and given to the least,
// a fractional knapsack. Where shares are known between bounds only, both distances grow with every d: the bounds of
// d give theirs.
// Source: ours; the linear programme's greedy answer: Dantzig, Oper. Res. 5 (1957) 266.

using Jaram.Assay.Scorecards.Points;

namespace Jaram.Assay.Scorecards.Flips;

/// <summary>What would change the order of two neighbours.</summary>
/// <param name="Ahead">Who has more points.</param>
/// <param name="Behind">Who has fewer.</param>
/// <param name="Lead">By how many, not rounded.</param>
/// <param name="IsDecided">Whether the one leads whatever is not known; else the flip cannot be decided.</param>
/// <param name="One">The smallest move of one weight: nearest and farthest that it can be.</param>
/// <param name="All">The smallest move of all weights, likewise.</param>
public sealed record WeightFlip(
    string Ahead, string Behind, Bounds Lead, bool IsDecided, FlipRange One, FlipRange All)
{
    /// <summary>Compares two candidates.</summary>
    /// <param name="ahead">Who has more points.</param>
    /// <param name="behind">Who has fewer.</param>
    /// <param name="items">Names of the items.</param>
    /// <param name="weights">Their points.</param>
    /// <param name="shares">Of each item, the share of the one and of the other.</param>
    public static WeightFlip Between(string ahead, string behind, IReadOnlyList<string> items,
        IReadOnlyList<decimal> weights, IReadOnlyList<(Bounds Ahead, Bounds Behind)> shares)
    {
        List<Bounds> differences = [.. shares.Select(share => share.Ahead - share.Behind)];
        var lead = differences.Zip(weights, (d, w) => w * d).Aggregate(Bounds.Exact(0), (sum, d) => sum + d);
        if (lead.Low <= 0) return new(ahead, behind, lead, false, FlipRange.None, FlipRange.None);
        FlipRange Both(Func<IReadOnlyList<string>, IReadOnlyList<decimal>, decimal[], FlipDistance> of) =>
            new(of(items, weights, [.. differences.Select(d => d.Low)]),
                of(items, weights, [.. differences.Select(d => d.High)]));
        return new(ahead, behind, lead, true, Both(OfOne), Both(OfAll));
    }

    /// <summary>The smallest move of one weight.</summary>
    internal static FlipDistance OfOne(IReadOnlyList<string> items, IReadOnlyList<decimal> weights, decimal[] d)
    {
        var (whole, lead) = (weights.Sum(), LeadOf(weights, d));
        var best = FlipDistance.None;
        for (var m = 0; m < d.Length; m++)
        {
            var (others, slope) = (whole - weights[m], d[m] * whole - lead);
            if (others == 0 || slope == 0) continue;                    // nobody to give or take; or no move matters
            var move = -lead * others / slope;                          // one division: ends of the range stay exact
            var to = weights[m] + move;
            if (to < 0 || to > whole || best.IsPossible && Math.Abs(move) >= best.Points) continue;
            best = new(true, Math.Abs(move), [new(items[m], weights[m], to)]);
        }
        return best;
    }

    /// <summary>The smallest sum of moves of all weights.</summary>
    internal static FlipDistance OfAll(IReadOnlyList<string> items, IReadOnlyList<decimal> weights, decimal[] d)
    {
        var (left, least) = (LeadOf(weights, d), Array.IndexOf(d, d.Min()));
        List<WeightMove> moves = [];
        var moved = 0m;
        foreach (var m in Enumerable.Range(0, d.Length).OrderByDescending(m => d[m]))
        {
            if (left <= 0 || d[m] <= d[least]) break;
            var taken = Math.Min(weights[m], left / (d[m] - d[least]));
            left = taken < weights[m] ? 0 : left - taken * (d[m] - d[least]);
            moved += taken;
            moves.Add(new(items[m], weights[m], weights[m] - taken));
        }
        if (left > 0) return FlipDistance.None;
        moves.Add(new(items[least], weights[least], weights[least] + moved));
        return new(true, 2 * moved, [.. moves]);
    }

    private static decimal LeadOf(IReadOnlyList<decimal> weights, decimal[] d) => d.Zip(weights, (x, w) => w * x).Sum();
}

/// <summary>A distance and what it may as well be.</summary>
/// <param name="Nearest">Where what is not known favours the one behind.</param>
/// <param name="Farthest">Where it favours the one ahead.</param>
public sealed record FlipRange(FlipDistance Nearest, FlipDistance Farthest)
{
    /// <summary>No move does it.</summary>
    public static FlipRange None { get; } = new(FlipDistance.None, FlipDistance.None);
}
