using Jaram.Ledger.Growth;

namespace Jaram.Training.Recording;

/// <summary>A stretch of a model's life from one revert to the next. Branch 0 begins with first weights; the others
/// have a number and a folder of versions each, as steps are made again in them.</summary>
public static class Branch
{
    /// <summary>The branch that an entry of the ledger belongs to.</summary>
    /// <param name="history">The ledger.</param>
    /// <param name="index">The entry's place.</param>
    public static int Of(GrowthHistory history, long index) =>
        history.Versions.Count(made => made.Version.Cause == Cause.Reverted && made.Index <= index);

    /// <summary>The branch that a model is raised on.</summary>
    public static int Newest(GrowthHistory history) => Of(history, long.MaxValue);

    /// <summary>The newest version of a step on the branch that a model is raised on; null if there is none.</summary>
    public static GrowthEntry.Made? At(GrowthHistory history, long step)
    {
        for (var n = history.Versions.Count - 1; n >= 0; n--)
        {
            var made = history.Versions[n];
            if (made.Version.Step == step) return made;
            if (made.Version.Cause == Cause.Reverted) return null;
        }
        return null;
    }

    /// <summary>The revert that began the newest branch; null on branch 0.</summary>
    public static GrowthEntry.Made? Root(GrowthHistory history) =>
        history.Versions.LastOrDefault(made => made.Version.Cause == Cause.Reverted);

    /// <summary>Whether nothing was planned on the newest branch: what was planned before a revert is over.</summary>
    public static bool IsUnplanned(GrowthHistory history) =>
        Root(history) is { } root && !history.Plans.Any(plan => plan.Index > root.Index);
}
