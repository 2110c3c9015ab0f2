using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;

namespace Jaram.Training.Raising;

/// <summary>The versions of a model, and the one state that a stop left between two of them. A stop is no version: it is
/// in no ledger, and nothing later depends on it.</summary>
/// <param name="Versions">What was planned, recorded and stays.</param>
/// <param name="Paused">The newest stop.</param>
public sealed record VersionFolder(PackedVersions Versions, PackedVersions Paused)
{
    /// <summary>Opens both in a model's folder.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="disk">Where.</param>
    /// <param name="optimizerEvery">Versions whose step is a multiple of this keep their optimizer, and so do the newest
    /// two; the others are replayed from these. 0 keeps all.</param>
    public static VersionFolder In(string folder, Disk disk, long optimizerEvery) => new(
        new(Path.Combine(folder, "versions"), disk, new()
        {
            KeepOptimizer = optimizerEvery > 0 ? new() { Last = 2, Every = optimizerEvery } : null,
        }),
        new(Path.Combine(folder, "paused"), disk, new() { KeyframeEvery = 1, Keep = new() { Last = 1 } }));

    /// <summary>To begin or go on with a run: cleans up after one that was killed, and finds where to go on.</summary>
    /// <returns>What was found, and the store that it lies in.</returns>
    /// <exception cref="CheckpointException">A folder cannot be read or written.</exception>
    public (Recovery Recovery, PackedVersions Store) Recover() => Newer(Versions.Recover(), Paused.Recover());

    /// <summary>The newest that verifies, changing nothing.</summary>
    /// <exception cref="CheckpointException">A folder cannot be read.</exception>
    public (Recovery Recovery, PackedVersions Store) FindNewest() => Newer(Versions.FindNewest(), Paused.FindNewest());

    private (Recovery, PackedVersions) Newer(Recovery planned, Recovery stopped) =>
        stopped is Recovery.Found later && later.Version.Step > (planned as Recovery.Found)?.Version.Step
            ? (later with { Findings = [.. later.Findings, .. planned.Findings] }, Paused)
            : (planned, Versions);
}
