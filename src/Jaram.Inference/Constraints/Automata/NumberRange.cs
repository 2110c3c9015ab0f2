namespace Jaram.Inference.Constraints;

/// <summary>What a number must be.</summary>
internal sealed record NumberRange
{
    public ExactNumber? Least { get; init; }

    public bool LeastExcluded { get; init; }

    public ExactNumber? Most { get; init; }

    public bool MostExcluded { get; init; }

    public IReadOnlyList<ExactNumber> MultiplesOf { get; init; } = [];

    public bool IsWhole { get; init; }

    /// <summary>True if a number lies within the bounds.</summary>
    public bool Contains(ExactNumber number)
    {
        var below = Least is { } least ? number.CompareTo(least) : 1;
        var above = Most is { } most ? number.CompareTo(most) : -1;
        return (below > 0 || below == 0 && !LeastExcluded) && (above < 0 || above == 0 && !MostExcluded);
    }

    public bool IsFree => Least is null && Most is null && MultiplesOf.Count == 0;
}
