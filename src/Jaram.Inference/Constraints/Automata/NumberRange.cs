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

    public bool IsFree => Least is null && Most is null && MultiplesOf.Count == 0;
}
