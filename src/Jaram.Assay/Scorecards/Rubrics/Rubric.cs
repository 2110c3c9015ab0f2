// What is scored, and how: a file that anybody may write. A card names it by its digest.
// Source: ours; the values and their grounds stand in rubrics/*.json.

using System.Collections.Immutable;
using Jaram.Checkpoints;

namespace Jaram.Assay.Scorecards.Rubrics;

/// <summary>Gates and items.</summary>
public sealed record Rubric
{
    /// <summary>What <see cref="RubricItem.From"/> says of an item that no measure feeds.</summary>
    public const string Entered = "entered";

    /// <summary>What the file is called in cards.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required Wording Name { get; init; }

    /// <summary>Where it comes from.</summary>
    public required Wording Source { get; init; }

    /// <summary>What is worth knowing of it before one reads a card by it.</summary>
    public required Wording Note { get; init; }

    /// <summary>The sum of all items' points.</summary>
    public required decimal Points { get; init; }

    /// <summary>Places that an item's points are rounded to.</summary>
    public required int Decimals { get; init; }

    /// <summary>Axes, each with its name.</summary>
    public required ImmutableArray<RubricAxis> Axes { get; init; }

    /// <summary>What is asked first.</summary>
    public required ImmutableArray<RubricGate> Gates { get; init; }

    /// <summary>What has points.</summary>
    public required ImmutableArray<RubricItem> Items { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required Digest Digest { get; init; }
}

/// <summary>Items that belong together.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">What people call it.</param>
public sealed record RubricAxis(string Id, Wording Name);
