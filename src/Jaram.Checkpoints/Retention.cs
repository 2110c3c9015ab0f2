namespace Jaram.Checkpoints;

/// <summary>Which versions stay.</summary>
public sealed record Retention
{
    /// <summary>How many of the newest stay, 1 or more.</summary>
    /// <exception cref="CheckpointException">Set below 1.</exception>
    public required int Last { get; init => field = AtLeast(1, value, nameof(Last)); }

    /// <summary>Versions whose step is a multiple of this stay too; 0, the default, for no others.</summary>
    /// <exception cref="CheckpointException">Set below 0.</exception>
    public long Every { get; init => field = AtLeast(0, value, nameof(Every)); }

    /// <summary>The steps that may go.</summary>
    internal IEnumerable<long> Spare(IReadOnlyList<long> ascending) =>
        ascending.SkipLast(Last).Where(step => Every == 0 || step % Every != 0);

    private static T AtLeast<T>(T least, T value, string name) where T : IComparable<T> =>
        value.CompareTo(least) >= 0
            ? value
            : throw new CheckpointException($"{name} must be {least} or more, got {value}: keep at least that many");
}
