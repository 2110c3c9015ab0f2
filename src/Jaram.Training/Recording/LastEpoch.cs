// What the final model remembers of the text that it read last, in the order in which the ledger says it was read: each
// row's loss under the final model beside its loss under a model that had not read it yet.
// Source: palimpsest test arXiv:2510.19796, section 3.

using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;
using Jaram.Training.Blocks;
using Jaram.Training.Data;
using Jaram.Training.Operators;
using Jaram.Training.Raising;
using static TorchSharp.torch;

namespace Jaram.Training.Recording;

/// <summary>Scores the text that a model's newest version read last.</summary>
/// <param name="folder">The model.</param>
/// <param name="history">Its ledger.</param>
/// <param name="device">Where it is computed.</param>
public sealed class LastEpoch(ModelFolder folder, GrowthHistory history, Device device)
{
    /// <summary>Batches that are scored at most: two passes each.</summary>
    private const int Most = 120;

    /// <summary>Losses of rows of batches, evenly spread over the end of the run: no more than an epoch, so that none
    /// was read twice in it, and no more than half of the run, so that the model before it knows something.</summary>
    /// <returns>In the order read; none where no version lies so far back.</returns>
    /// <exception cref="DataException">The text is missing or broken.</exception>
    public IReadOnlyList<Remembered> Score()
    {
        using var shards = folder.OpenCorpus();
        var (design, recipe) = (folder.ReadDesign(), folder.ReadRecipe());
        var batches = new Batches(shards, recipe.Rows, design.Context, recipe.Seed);
        var (reference, steps) = End(batches.RowsPerEpoch / recipe.Rows);
        if (reference is null) return [];
        var count = Math.Min(Most, steps.Count);
        StepRecord[] sample = [.. Enumerable.Range(0, count).Select(i => steps[(int)((long)i * steps.Count / count)])];
        using var model = new Decoder(design, FusedOperators.Choose(device).Operators, float32, device);
        model.eval();
        var foresight = new Foresight(FusedOperators.Choose(device).Operators, design.LogitSoftcap);
        var (before, final) = (Losses(reference), Losses(history.Versions[^1]));
        var read = sample.SelectMany(step => Enumerable.Repeat(step, recipe.Rows));
        return [.. read.Select((step, i) => new Remembered(step.Step, step.Rate, final[i], before[i]))];

        double[] Losses(GrowthEntry.Made made)
        {
            var store = folder.Versions(branch: Branch.Of(history, made.Index)).Versions;
            Checkpoint.Load(store, made.Version.Step, model);
            return [.. sample.SelectMany(step => RowLosses(batches.At(step.Batch)))];
        }

        double[] RowLosses(Batch batch)
        {
            using var quiet = no_grad();
            using var scope = NewDisposeScope();
            using var pass = new Pass();
            var ids = tensor(batch.Inputs, device: device).view(batch.Rows, batch.Context);
            var next = tensor(batch.Targets, device: device).view(batch.Rows, batch.Context);
            var hidden = model.Hidden(ids, pass);
            return [.. Enumerable.Range(0, batch.Rows).Select(row => foresight.Nats(hidden[row], model.Head, next[row])
                / Math.Max(1, next[row].ge(0).sum().item<long>()))];
        }
    }

    /// <summary>The newest version that no batch of the end had been read by, and the steps since then.</summary>
    private (GrowthEntry.Made? Reference, List<StepRecord> Steps) End(long batchesPerEpoch)
    {
        List<StepRecord> steps = [];
        var (made, span) = (history.Versions[^1], Math.Min(batchesPerEpoch, history.Versions[^1].Version.Step / 2));
        while (made.Version.Cause == Cause.Raised && history.ParentOf(made) is { } parent
            && made.Version.Step - parent.Version.Step + steps.Count <= span)
        {
            steps.InsertRange(0, history.StepsOf(made.Version));
            made = parent;
        }
        return steps.Count == 0 ? (null, steps) : (made, steps);
    }
}
