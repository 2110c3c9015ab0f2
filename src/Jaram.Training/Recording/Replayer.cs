// Makes stretches of a model's life again from what the ledger says, each from the nearest earlier version whose
// optimizer is stored, or from the seed. Every version on the way is told, as whoever chose one may compare them all.
// Source: gate G6 of a proof of training; why no tolerance: arXiv:2208.03567, section 4.

using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying.Replaying;
using Jaram.Training.Data;
using Jaram.Training.Raising;
using static TorchSharp.torch;

namespace Jaram.Training.Recording;

/// <summary>Replays segments of a model; writes nothing.</summary>
/// <param name="folder">The model, with its versions and its text.</param>
/// <param name="history">What came out when it was raised.</param>
/// <param name="device">Where it is computed.</param>
public sealed class Replayer(ModelFolder folder, GrowthHistory history, Device device)
{
    /// <summary>Plans how segments are made again: in one go where no stored optimizer lies between.</summary>
    /// <param name="chosen">Which are wanted.</param>
    public IReadOnlyList<Stretch> Plan(IEnumerable<ChosenSegment> chosen)
    {
        List<Stretch> stretches = [];
        foreach (var made in chosen.Select(choice => choice.Made).OrderBy(made => made.Index))
        {
            var (branch, plan, from) = (Branch.Of(history, made.Index), history.PlanOf(made), Nearest(made));
            if (stretches is [.., var last] && last.Branch == branch && last.Plan == plan && from <= last.To
                && made.Version.Step > last.To)
                stretches[^1] = last with { To = made.Version.Step };
            else stretches.Add(new(branch, plan, from, made.Version.Step));
        }
        return stretches;
    }

    /// <summary>Makes a stretch again.</summary>
    /// <param name="stretch">One of a plan's.</param>
    /// <param name="told">Told of each version as it comes out.</param>
    /// <exception cref="CheckpointException">The version that it begins from cannot be read.</exception>
    /// <exception cref="DataException">The text is missing or broken.</exception>
    /// <exception cref="Ledger.LedgerException">The recipe is missing.</exception>
    public void Replay(Stretch stretch, Action<ReplayedSegment> told)
    {
        var digest = stretch.Plan?.Plan.Recipe ?? history.Commitment.Recipe;
        var recipe = Recipe.Read(history.Blob(digest), $"ledger blob {digest}");
        using var shards = folder.OpenCorpus();
        using var trainer = new Trainer(folder.ReadDesign(), recipe, shards, folder.Versions(branch: stretch.Branch),
            device);
        trainer.Replay(stretch.From, stretch.To, Beginning.Of(history), segment =>
        {
            if (Recorded(stretch.Branch, segment.Step) is not { } recorded) return true;
            var (version, saved) = (recorded.Version, segment.Saved);
            told(new(version.Version, segment.Version, saved.Tensors, saved.Weights, segment.Documents));
            return version.Version == segment.Version;                  // what follows a difference differs too
        });
    }

    /// <summary>The newest version of a step on a branch.</summary>
    private GrowthEntry.Made? Recorded(int branch, long step) => history.Versions.LastOrDefault(made =>
        made.Version.Step == step && Branch.Of(history, made.Index) == branch);

    /// <summary>The step to begin from: 0 begins from the seed.</summary>
    private long Nearest(GrowthEntry.Made made) =>
        folder.Versions(branch: Branch.Of(history, made.Index)).Versions.OptimizerSteps()
            .LastOrDefault(step => step < made.Version.Step);

    /// <summary>Segments that are made again in one go.</summary>
    /// <param name="Branch">Reverts before them.</param>
    /// <param name="Plan">The plan that they were made under.</param>
    /// <param name="From">The step of the stored version that they begin from; 0 for the seed.</param>
    /// <param name="To">Steps made after the last of them.</param>
    public sealed record Stretch(int Branch, GrowthEntry.Planned? Plan, long From, long To);
}
