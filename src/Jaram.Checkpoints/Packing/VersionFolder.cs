using System.Globalization;

namespace Jaram.Checkpoints.Packing;

/// <summary>The versions of a model, and the one state that a stop left between two of them. A stop is no version: it
/// is in no ledger, and nothing later depends on it.</summary>
/// <param name="Versions">What was planned, recorded and stays.</param>
/// <param name="Paused">The newest stop.</param>
public sealed record VersionFolder(PackedVersions Versions, PackedVersions Paused)
{
    /// <summary>What else the run remembers, in a version's folder.</summary>
    public const string RunFile = "trainer.json";

    private const string Planned = "versions", Stopped = "paused", Branch = "branch-";

    /// <summary>Opens both in a model's folder.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="disk">Where.</param>
    /// <param name="optimizerEvery">Versions whose step is a multiple of this keep their optimizer, and so do the
    /// newest two, and the first; the others are replayed from these. 0 keeps all.</param>
    /// <param name="branch">Reverts before it: each begins a store of its own, so that none writes over what it left.
    /// </param>
    public static VersionFolder In(string folder, Disk disk, long optimizerEvery, int branch) => new(
        new(Of(folder, Planned, branch), disk, new()
        {
            KeepOptimizer = optimizerEvery > 0 ? new() { Last = 2, Every = optimizerEvery } : null,
        }),
        new(Of(folder, Stopped, branch), disk, new() { KeyframeEvery = 1, Keep = new() { Last = 1 } }));

    /// <summary>The branch that was begun last; 0 before the first revert.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="disk">Where.</param>
    public static int NewestBranch(string folder, Disk disk) =>
        Path.Combine(folder, Planned) is var versions && disk.HasFolder(versions)
            ? disk.List(versions).Select(NumberOf).DefaultIfEmpty(0).Max()
            : 0;

    /// <summary>Deletes a branch that no ledger knows of, as a revert was killed before it was recorded.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="disk">Where.</param>
    /// <param name="branch">1 or more.</param>
    public static void Drop(string folder, Disk disk, int branch)
    {
        foreach (var path in new[] { Of(folder, Planned, branch), Of(folder, Stopped, branch) })
            if (disk.HasFolder(path)) disk.DeleteFolder(path);
    }

    private static string Of(string folder, string kind, int branch) => branch == 0
        ? Path.Combine(folder, kind)
        : Path.Combine(folder, kind, FormattableString.Invariant($"{Branch}{branch}"));

    private static int NumberOf(string name) =>
        name.StartsWith(Branch, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(Branch.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

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
