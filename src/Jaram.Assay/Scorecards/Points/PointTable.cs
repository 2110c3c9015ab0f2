// Raw values of all candidates, side by side with the points that they give. Points of an item are rounded as they are
// published, and totals are sums of what is published, so that anybody can add the table up.
// Source: MSIT 2026-08-18 annex 1; intervals: ours.

using System.Collections.Immutable;
using Jaram.Assay.Scorecards.Rubrics;

namespace Jaram.Assay.Scorecards.Points;

/// <summary>One item of one candidate.</summary>
/// <param name="IsKnown">Whether there is a raw value.</param>
/// <param name="Raw">The raw value; of an unknown one all that it can be.</param>
/// <param name="Share">The share of the item's points, not rounded.</param>
/// <param name="Points">The points, rounded.</param>
public sealed record Cell(bool IsKnown, Bounds Raw, Bounds Share, Bounds Points);

/// <summary>A place in the order: one number where it is certain.</summary>
/// <param name="Best">The best place that it can have, from 1.</param>
/// <param name="Worst">The worst.</param>
public readonly record struct Place(int Best, int Worst);

/// <summary>Points of all candidates.</summary>
public sealed class PointTable
{
    /// <summary>Scores.</summary>
    /// <param name="rubric">The items.</param>
    /// <param name="raws">For each candidate, the raw value of each item; null where it is not known.</param>
    public PointTable(Rubric rubric, IReadOnlyList<IReadOnlyList<Bounds?>> raws)
    {
        Cells = [.. Enumerable.Range(0, raws.Count).Select(candidate => (ImmutableArray<Cell>)
            [.. rubric.Items.Index().Select(item => Score(rubric, item.Item,
                raws[candidate][item.Index], [.. raws.Where((_, other) => other != candidate)
                    .Select(other => other[item.Index] ?? item.Item.Scale.Range)]))])];
        Totals = [.. Cells.Select(cells => cells.Aggregate(Bounds.Exact(0), (sum, cell) => sum + cell.Points))];
    }

    /// <summary>By candidate, then by item.</summary>
    public ImmutableArray<ImmutableArray<Cell>> Cells { get; }

    /// <summary>By candidate.</summary>
    public ImmutableArray<Bounds> Totals { get; }

    /// <summary>Places among some candidates: one that lies above another whatever both are is certainly before it.
    /// </summary>
    /// <param name="among">Those whose points count.</param>
    public IReadOnlyDictionary<int, Place> Places(IReadOnlyCollection<int> among) => among.ToDictionary(
        candidate => candidate, candidate => new Place(
            1 + among.Count(other => Totals[other].Low > Totals[candidate].High),
            among.Count(other => other == candidate || Totals[other].High >= Totals[candidate].Low)));

    private static Cell Score(Rubric rubric, RubricItem item, Bounds? raw, IReadOnlyList<Bounds> others)
    {
        var share = raw is { } known ? item.Scale.Share(known, others) : item.Scale.Unknown(others);
        return new(raw is not null, raw ?? item.Scale.Range, share, (item.Points * share).Rounded(rubric.Decimals));
    }
}
