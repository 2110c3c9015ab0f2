using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Measuring;

/// <summary>One animal held against another, with all that was measured.</summary>
public sealed record PairRow
{
    /// <summary>The animal that was scanned.</summary>
    public required string Candidate { get; init; }

    /// <summary>What it was held against.</summary>
    public required string Other { get; init; }

    /// <summary>The candidate's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>How they are related.</summary>
    public required Kinship Kinship { get; init; }

    /// <summary>Roots that the two come from.</summary>
    public required IReadOnlyList<string> Families { get; init; }

    /// <summary>Whether they differ in nothing but their first weights.</summary>
    public required bool IsHard { get; init; }

    /// <summary>Whether both are roots.</summary>
    public required bool AreRoots { get; init; }

    /// <summary>Parts that were judged dependent.</summary>
    public required IReadOnlyList<string> Dependent { get; init; }

    /// <summary>Parts that were judged to have the same first weights.</summary>
    public required IReadOnlyList<string> SameStart { get; init; }

    /// <summary>Parts that were suspected.</summary>
    public required IReadOnlyList<string> Suspect { get; init; }

    /// <summary>Parts that are made of the other's weights.</summary>
    public required IReadOnlyList<string> Expected { get; init; }

    /// <summary>Tests that found something.</summary>
    public required IReadOnlySet<string> Found { get; init; }

    /// <summary>Scores by name; what could not be made is missing.</summary>
    public required IReadOnlyDictionary<string, double> Scores { get; init; }

    /// <summary>Where the candidate's layers were found.</summary>
    public required MapScore Layers { get; init; }
}

/// <summary>What a map of layers, or of copies, got right.</summary>
/// <param name="Right">Found where it is.</param>
/// <param name="Missed">There, and not found.</param>
/// <param name="Wrong">Found where it is not.</param>
public readonly record struct MapScore(int Right, int Missed, int Wrong)
{
    /// <summary>Both together.</summary>
    public static MapScore operator +(MapScore one, MapScore other) =>
        new(one.Right + other.Right, one.Missed + other.Missed, one.Wrong + other.Wrong);
}
