namespace Jaram.Checkpoints;

/// <summary>Where a run can go on, and what was passed over to get there.</summary>
/// <param name="Findings">One for each folder that was removed or does not verify, newest first.</param>
public abstract record Recovery(IReadOnlyList<Finding> Findings)
{
    /// <summary>Go on from this version, the newest that verifies.</summary>
    public sealed record Found(PublishedVersion Version, IReadOnlyList<Finding> Findings) : Recovery(Findings);

    /// <summary>No version verifies. Without findings nothing was ever saved; with them, something was lost.</summary>
    public sealed record Nothing(IReadOnlyList<Finding> Findings) : Recovery(Findings);
}

/// <summary>A folder that is no use as a version, and why, in one line.</summary>
public sealed record Finding(string Folder, string Why);
