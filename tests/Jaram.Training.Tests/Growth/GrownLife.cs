using Jaram.Checkpoints.Packing;
using Jaram.Ledger;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;
using Jaram.Ledger.Verifying.Replaying;
using Jaram.Ledger.Verifying.Weights;
using Jaram.Training.Growth;
using Jaram.Training.Raising;
using Jaram.Training.Recording;
using Jaram.Training.Tests.Raising;
using Jaram.Training.Tests.Recording;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Growth;

/// <summary>A child grown of a raised parent, in a folder of its own, raised on and looked at by a verifier.</summary>
internal sealed class GrownLife
{
    private static readonly SigningKey _key = new(KeyKind.Ed25519, new byte[32]);
    private readonly RecordedLife _parent;

    /// <param name="parent">The parent.</param>
    /// <param name="by">The operator.</param>
    /// <param name="name">The child's folder, beside the parent's.</param>
    /// <param name="text">A folder of shards that it is raised on; null for the parent's.</param>
    public GrownLife(RecordedLife parent, string by, string name = "child", string? text = null)
    {
        _parent = parent;
        var (history, operation) = (parent.History, GrowthOperator.Parse(by));
        var offspring = new Offspring(parent.Folder, history);
        var made = history.Versions[^1];
        Folder = new(Path.Combine(Path.GetDirectoryName(parent.Folder.Path)!, name));
        var plan = new GrowthPlan(offspring.Read(made), made.Version.Version, operation, parent.Folder.ReadRecipe());
        Born = offspring.Make(Folder, made, plan, operation, new([_key], [], TimeProvider.System), text);
    }

    public ModelFolder Folder { get; }

    /// <summary>Version 0.</summary>
    public VersionMade Born { get; }

    public GrowthHistory History => Folder.FindHistory()!;

    /// <summary>Goes on with it.</summary>
    public void Raise(long steps)
    {
        var recipe = Folder.ReadRecipe();
        recipe = recipe with { Stages = [.. recipe.Stages, Cradle.Long(steps, saveEvery: 2)] };
        Folder.WriteRecipe(recipe);
        using var shards = Folder.OpenCorpus();
        using var trainer = new Trainer(Folder.ReadDesign(), recipe, shards, Folder.Versions(), CPU);
        var log = Folder.OpenLedger([_key], TimeProvider.System);
        var chronicle = new Chronicle(log, Folder.ReadDesign(), 1, TimeProvider.System);
        chronicle.Plan(recipe, default, trainer.Platform);
        trainer.Run(Beginning.Of(log.History), _ => { }, chronicle.Record, CancellationToken.None);
    }

    /// <summary>All checks, segments made again among them.</summary>
    /// <param name="parent">The parent that is shown; null for none.</param>
    public VerificationReport Verify(RecordedLife? parent)
    {
        using var shards = Folder.OpenCorpus();
        return LedgerVerifier.Verify(Folder.Ledger, new(), new()
        {
            Keys = [_key.ForLog(Folder.Origin).Verifier],
        }, history => new()
        {
            Versions = new PackedOpener(Folder.Versions().Versions, VersionFolder.RunFile).Open,
            Recipe = new RecipeReadings(Folder.ReadDesign(), shards).Reading,
            Parent = descent => parent is null ? null : new(parent.Folder.Origin, parent.History,
                parent.Verify(replayed: 99), new Offspring(parent.Folder, parent.History).Again(history, descent)),
            Replay = measures => Audit(history, measures),
        });
    }

    public VerificationReport Verify() => Verify(_parent);

    private ReplayAudit Audit(GrowthHistory history, IReadOnlyList<VersionMeasures> measures)
    {
        var chosen = ReplayPlan.Choose(history, "a challenge", 99, measures);
        var replayer = new Replayer(Folder, history, CPU);
        List<ReplayedSegment> made = [];
        foreach (var stretch in replayer.Plan(chosen)) replayer.Replay(stretch, made.Add);
        return new("a challenge", chosen, made);
    }
}
