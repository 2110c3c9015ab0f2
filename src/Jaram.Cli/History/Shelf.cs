using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;
using Jaram.Training.Recording;

namespace Jaram.Cli.History;

/// <summary>Where the versions of a ledger lie.</summary>
/// <param name="folder">The model.</param>
/// <param name="history">Its ledger.</param>
internal sealed class Shelf(ModelFolder folder, GrowthHistory history)
{
    /// <summary>The store of a version's branch.</summary>
    public PackedVersions Of(GrowthEntry.Made made) =>
        folder.Versions(branch: Branch.Of(history, made.Index)).Versions;

    /// <summary>Its weights, every bit as recorded.</summary>
    /// <exception cref="CheckpointException">They are missing or damaged, or not those that the ledger
    /// has.</exception>
    public HeldTensors Weights(GrowthEntry.Made made)
    {
        var store = Of(made);
        var weights = store.RestoreWeights(made.Version.Step);
        if (weights.Digest() is var found && found != made.Version.Weights)
            throw new CheckpointException($"{store.Look(made.Version.Step).Folder}: its weights are {found}, the "
                + $"ledger has {made.Version.Weights}: run jaram verify {folder.Path}");
        return weights;
    }
}
