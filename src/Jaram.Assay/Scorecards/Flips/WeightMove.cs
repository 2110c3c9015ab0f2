// Source: ours.

using System.Collections.Immutable;

namespace Jaram.Assay.Scorecards.Flips;

/// <summary>What becomes of an item's weight.</summary>
/// <param name="Item">Which.</param>
/// <param name="From">The rubric's points.</param>
/// <param name="To">Points at which both are level.</param>
public sealed record WeightMove(string Item, decimal From, decimal To);

/// <summary>How far weights must move until two candidates are level; a little more changes their order.</summary>
/// <param name="IsPossible">Whether any move does it.</param>
/// <param name="Points">How far: of one weight how much it changes, of all the sum of what each changes.</param>
/// <param name="Moves">The weights that move; of one weight that one, the others shrink or grow in proportion.</param>
public sealed record FlipDistance(bool IsPossible, decimal Points, ImmutableArray<WeightMove> Moves)
{
    /// <summary>No move does it.</summary>
    public static FlipDistance None { get; } = new(false, 0, []);
}
