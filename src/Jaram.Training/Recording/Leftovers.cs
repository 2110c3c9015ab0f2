// A version is published first and recorded then, so a kill in between leaves one that no ledger knows of. It was never
// acknowledged; the next run makes it again, and records it.
// Source: ours; design.md, law 2 (recorded first).

using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Training.Raising;

namespace Jaram.Training.Recording;

/// <summary>What a killed run left behind that its ledger does not have.</summary>
public static class Leftovers
{
    /// <summary>Deletes branches and versions beyond those that are recorded. Whoever calls holds the model's
    /// lock.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="history">Its ledger; null if it has none.</param>
    /// <exception cref="RaisingException">There are versions, and no ledger.</exception>
    /// <exception cref="CheckpointException">One cannot be deleted.</exception>
    public static void Clear(ModelFolder folder, GrowthHistory? history)
    {
        folder.DropBranchesBeyond(history is null ? 0 : Branch.Newest(history));
        var versions = folder.Versions().Versions;
        var steps = versions.Steps();
        if (history is null && steps.Count > 0)
            throw new RaisingException($"{folder.Path}: has {steps.Count} versions and no ledger: bring its ledger "
                + "back from a copy, or make the model anew");
        if (history is null) return;
        var newest = NewestOn(history);
        long[] unrecorded = [.. steps.Where(step => step > newest)];
        if (unrecorded.Length > 0) versions.Withdraw(unrecorded);
    }

    /// <summary>The last step that is recorded on the newest branch; -1 if none is.</summary>
    private static long NewestOn(GrowthHistory history)
    {
        var root = Branch.Root(history)?.Index ?? 0;
        return history.Versions.Where(made => made.Index >= root)
            .Select(made => made.Version.Step).DefaultIfEmpty(-1).Max();
    }
}
