// Makes an earlier version the newest again. Nothing is taken back: the ledger gets one more version, whose parents are
// the one that was restored and the one that was left, and the versions left stay where they are. The new branch begins
// with a copy in a folder of its own; that is published first and recorded then, so a kill in between leaves a folder
// that no ledger knows of, which the next run or revert deletes.
// Source: ours; docs/decisions/0010-revert.md.

using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;
using Jaram.Training.Raising;

namespace Jaram.Training.Recording;

/// <summary>Takes a model back. Whoever uses it holds the model's lock.</summary>
/// <param name="folder">The model.</param>
/// <param name="log">Its ledger.</param>
public sealed class Reversion(ModelFolder folder, GrowthLog log)
{
    /// <summary>Makes a version the newest again.</summary>
    /// <param name="target">One of this ledger's.</param>
    /// <param name="open">Opens a trainer of a recipe on a folder of versions: where the optimizer of the version was
    /// not kept, it is made again from the nearest one that was.</param>
    /// <returns>The new version, as it stands in the ledger.</returns>
    /// <exception cref="CheckpointException">The version cannot be read, or its copy not written.</exception>
    /// <exception cref="RaisingException">It was made again and came out otherwise.</exception>
    public GrowthEntry.Made To(GrowthEntry.Made target, Func<Recipe, VersionFolder, Trainer> open)
    {
        var history = log.History;
        var (newest, branch) = (history.Versions[^1].Version.Version, Branch.Newest(history));
        folder.DropBranchesBeyond(branch);
        var (from, into) = (folder.Versions(branch: Branch.Of(history, target.Index)),
            folder.Versions(branch: branch + 1).Versions);
        try
        {
            if (from.Versions.OptimizerSteps().Contains(target.Version.Step)) Copy(from.Versions, into, target.Version);
            else Remake(from, into, target, open);
        }
        catch
        {
            folder.DropBranchesBeyond(branch);
            throw;
        }
        log.Append(target.Version with
        {
            Cause = Cause.Reverted, Parents = [target.Version.Version, newest], From = target.Version.Step,
            Steps = log.Put(Array.Empty<StepRecord>()), Documents = Digest.Of([]),
            Cost = new(0, 0, 0, 0, 0, EnergyTier.Estimated),
        });
        return log.History.Versions[^1];
    }

    private static void Copy(PackedVersions from, PackedVersions into, VersionMade version)
    {
        var (weights, optimizer) = (from.RestoreWeights(version.Step), from.RestoreOptimizer(version.Step));
        var found = from.Look(version.Step);
        var others = found.Manifest.Files.Where(file => file.Name != PackedVersions.WeightsFile)
            .ToDictionary(file => file.Name, file => File.ReadAllBytes(found.PathOf(file.Name)));
        Same("weights", weights.Digest(), version.Weights, found.Folder);
        Same("optimizer", optimizer.Digest(), version.Optimizer, found.Folder);
        Same("state of the run", Digest.Of(others[VersionFolder.RunFile]), version.State, found.Folder);
        into.Publish(version.Step, weights, optimizer, others.ToDictionary(file => file.Key,
            file => (Action<Stream>)(to => to.Write(file.Value))));
    }

    private static void Same(string what, Digest found, Digest recorded, string folder)
    {
        if (found != recorded)
            throw new CheckpointException($"{folder}: its {what} is {found}, the ledger has {recorded}: bring the "
                + "version back from a copy, or revert to another one");
    }

    private void Remake(VersionFolder from, PackedVersions into, GrowthEntry.Made target,
        Func<Recipe, VersionFolder, Trainer> open)
    {
        var (step, recipe) = (target.Version.Step, RecipeOf(target));
        var start = from.Versions.OptimizerSteps().LastOrDefault(kept => kept < step);
        using var trainer = open(recipe, from);
        var made = trainer.Remake(start, step, Beginning.Of(log.History), into).Version;
        if (made != target.Version.Version)
            throw new RaisingException($"step {step}: its optimizer was not kept, and made again from step {start} it "
                + $"came out as version {made}, the ledger has {target.Version.Version}: this program or machine is "
                + $"another one; revert on the machine that raised it, or to step {start}");
    }

    private Recipe RecipeOf(GrowthEntry.Made target)
    {
        var digest = log.History.PlanOf(target)?.Plan.Recipe ?? log.History.Commitment.Recipe;
        return Recipe.Read(log.History.Blob(digest), $"ledger blob {digest}");
    }
}
