namespace Jaram.Zoo.Measuring;

/// <summary>What was found of one animal besides its pairs.</summary>
public sealed record AnimalRow
{
    /// <summary>The animal.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>What held-out text took it, in bits a byte; nothing for one that was not raised on any.</summary>
    public required double? BitsPerByte { get; init; }

    /// <summary>Copies within itself.</summary>
    public required MapScore Self { get; init; }

    /// <summary>Shares of its makers, where it is a merge.</summary>
    public required IReadOnlyList<ShareRow> Shares { get; init; }

    /// <summary>Scores with first weights and without, where it shares them with another.</summary>
    public required IReadOnlyList<StartRow> Starts { get; init; }

    /// <summary>Whether nothing was found in its own shuffled units, and the planted truth was.</summary>
    public required bool PlantedHolds { get; init; }
}

/// <summary>One maker's share in a merge.</summary>
/// <param name="Maker">Who.</param>
/// <param name="True">How much of it was taken.</param>
/// <param name="Found">How much of it was found; nothing if it was not found at all.</param>
/// <param name="Spread">Standard deviation of the share over tensors.</param>
public sealed record ShareRow(string Maker, double True, double? Found, double Spread);

/// <summary>A score of two that began from the same first weights.</summary>
/// <param name="Other">The other.</param>
/// <param name="Test">Test and part, as in <c>hiddenUnits.mlp</c>.</param>
/// <param name="With">z of the weights.</param>
/// <param name="Without">z of what is left without the first weights.</param>
public sealed record StartRow(string Other, string Test, double With, double Without);
