// What a version says of held-out text, its own or another's, document by document: documents are what a score's error
// is counted over.
// Source: ours.

using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Data;
using Jaram.Training.Operators;
using Jaram.Training.Raising;
using static TorchSharp.torch;

namespace Jaram.Training.Recording;

/// <summary>Scores held-out documents.</summary>
/// <param name="folder">The model.</param>
/// <param name="history">Its ledger.</param>
/// <param name="device">Where it is computed.</param>
public sealed class HeldOutScores(ModelFolder folder, GrowthHistory history, Device device)
{
    /// <summary>Scores a text as raising does: the same documents, in the same rows.</summary>
    /// <param name="made">The version.</param>
    /// <param name="text">In the model's tokens.</param>
    /// <returns>In the order of the text.</returns>
    /// <exception cref="DataException">No document is held out.</exception>
    /// <exception cref="Checkpoints.CheckpointException">The version cannot be read.</exception>
    public IReadOnlyList<ScoredDocument> Of(GrowthEntry.Made made, ShardFolder text)
    {
        Determinism.Demand(device);
        var (design, recipe) = (folder.ReadDesign(), folder.ReadRecipe());
        var operators = FusedOperators.Choose(device).Operators;
        using var model = new Decoder(design, operators, Platform.Precision(device), device);
        Checkpoint.Load(folder.Versions(branch: Branch.Of(history, made.Index)).Versions, made.Version.Step, model);
        var heldOut = new HeldOutText([.. ProbeRows.HeldOut(text, recipe, design.Context)],
            new(operators, design.LogitSoftcap), device);
        return [.. heldOut.ScoreEach(model).Select(one => new ScoredDocument(one.Value, text[one.Key].TextBytes))];
    }
}

/// <summary>A document and what a model made of it.</summary>
/// <param name="Nats">Its ids' losses added up.</param>
/// <param name="TextBytes">Bytes of its text in UTF-8.</param>
public readonly record struct ScoredDocument(double Nats, int TextBytes);
