namespace Jaram.Checkpoints.Packing;

/// <summary>How versions are packed, and which stay.</summary>
public sealed record PackingOptions
{
    /// <summary>Versions from one that stands by itself to the next, 1 up: the most packs of a kind that a restore goes
    /// through. 1 packs every version by itself.</summary>
    /// <exception cref="CheckpointException">Set below 1 or above 1000.</exception>
    public int KeyframeEvery { get; init => field = Within(value, 1000, nameof(KeyframeEvery)); } = 8;

    /// <summary>Threads that pack and restore, 1 up; the bytes do not depend on it.</summary>
    /// <exception cref="CheckpointException">Set below 1 or above 1024.</exception>
    public int Threads { get; init => field = Within(value, 1024, nameof(Threads)); } = Environment.ProcessorCount;

    /// <summary>Which versions <see cref="PackedVersions.Collect"/> keeps; all: null.</summary>
    public Retention? Keep { get; init; }

    /// <summary>Which of these keep their optimizer; all: null. The trainer can replay from one of them to the next.
    /// </summary>
    public Retention? KeepOptimizer { get; init; }

    private static int Within(int value, int most, string name) =>
        value >= 1 && value <= most
            ? value
            : throw new CheckpointException($"{name} must be 1 to {most}, got {value}: choose within");
}
