// Makes a child's folder of a parent's: the tokenizer is the parent's, and so is the text unless another is brought;
// design and weights are grown, and a ledger of the child's own begins with what was planned, where it comes from and
// what came out. It is made in a draft beside its place and moved there when it is whole.
// Source: ours; docs/formats/ledger-growth.md, descent.

using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger;
using Jaram.Ledger.Growth;
using Jaram.Training.Data;
using Jaram.Training.Raising;
using Jaram.Training.Recording;
using static TorchSharp.torch;
using Checkpoint = Jaram.Training.Raising.Checkpoint;

namespace Jaram.Training.Growth;

/// <summary>Grows models from a parent's folder; the parent is only read.</summary>
/// <param name="parent">The parent.</param>
/// <param name="history">Its ledger.</param>
public sealed class Offspring(ModelFolder parent, GrowthHistory history)
{
    private const string Tokenizer = "tokenizer.json", Corpus = "corpus";

    /// <summary>Reads a version to grow from.</summary>
    /// <exception cref="CheckpointException">It is missing, damaged, or not what the ledger has.</exception>
    public ParentModel Read(GrowthEntry.Made made)
    {
        var store = StoreOf(made);
        var version = made.Version;
        var weights = store.RestoreWeights(version.Step);
        if (weights.Digest() is var found && found != version.Weights)
            throw new CheckpointException($"{store.Look(version.Step).Folder}: its weights are {found}, the ledger has "
                + $"{version.Weights}: run jaram verify {parent.Path}");
        var memory = store.OptimizerSteps().Contains(version.Step)
            ? store.RestoreOptimizer(version.Step)
            : HeldTensors.None;
        return new(parent.ReadDesign(), weights, memory);
    }

    /// <summary>Makes the child.</summary>
    /// <param name="child">Where; nothing may be there.</param>
    /// <param name="made">The parent's version.</param>
    /// <param name="plan">What is grown from it.</param>
    /// <param name="by">The operator of the plan.</param>
    /// <param name="maker">Whose child it is.</param>
    /// <param name="text">A folder of shards in the parent's tokens; null for the parent's own.</param>
    /// <exception cref="RaisingException">Something is there, or the operator is of another text.</exception>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public VersionMade Make(ModelFolder child, GrowthEntry.Made made, GrowthPlan plan, GrowthOperator by, Maker maker,
        string? text = null)
    {
        if (Directory.Exists(child.Path) || File.Exists(child.Path))
            throw new RaisingException($"{child.Path}: is there already; choose another name");
        var draft = new ModelFolder(child.Path + ".tmp");
        if (Directory.Exists(draft.Path)) Directory.Delete(draft.Path, recursive: true);
        try
        {
            Directory.CreateDirectory(draft.Path);
            Copy(Path.Combine(parent.Path, Tokenizer), Path.Combine(draft.Path, Tokenizer));
            Copy(text ?? Path.Combine(parent.Path, Corpus), Path.Combine(draft.Path, Corpus));
            draft.Write(plan.Recipe, plan.Design);
            var version = Record(draft, made, plan, by, maker);
            Directory.Move(draft.Path, child.Path);
            return version;
        }
        catch
        {
            if (Directory.Exists(draft.Path)) Directory.Delete(draft.Path, recursive: true);
            throw;
        }
    }

    /// <summary>Grows a recorded child again and publishes nothing.</summary>
    /// <param name="child">The child's ledger.</param>
    /// <param name="descent">What it says of the growth.</param>
    /// <returns>Digests of the tensors that came out.</returns>
    /// <exception cref="RaisingException">The parent has no such version, or the operator does not fit it.</exception>
    public TensorListing Again(GrowthHistory child, Descent descent)
    {
        var made = history.Find(descent.Parent)
            ?? throw new RaisingException($"{parent.Path}: has no version {descent.Parent}, which the child was grown "
                + "from: bring the parent that the child's ledger names");
        var recipe = Recipe.Read(child.Blob(child.Commitment.Recipe), $"ledger blob {child.Commitment.Recipe}");
        var plan = new GrowthPlan(Read(made), descent.Parent, GrowthOperator.Parse(descent.By), recipe);
        var (weights, memory) = plan.Grow(child.Seed);
        return Checkpoint.Listing(weights, memory);
    }

    private VersionMade Record(ModelFolder child, GrowthEntry.Made made, GrowthPlan plan, GrowthOperator by,
        Maker maker)
    {
        using var shards = child.OpenCorpus();
        var onward = by as Continuation;
        onward?.Check(shards.Manifest);
        using var trainer = new Trainer(plan.Design, plan.Recipe, shards, child.Versions(), CPU);
        var log = child.OpenLedger(maker.Keys, maker.Time);
        var chronicle = new Chronicle(log, plan.Design, 0, maker.Time);
        chronicle.Commit(Chronicle.Birth(log, plan.Design, plan.Recipe, shards, plan.First, maker.Program,
            trainer.Platform));
        var seed = chronicle.Draw(nonce: null);
        var state = State(made);
        var batches = onward is null ? state.Step + state.SkippedBatches : 0;
        log.Append(DescentFrom(log, made, batches, plan, by));
        var (weights, memory) = plan.Grow(seed);
        chronicle.Record(trainer.Plant(weights, memory, batches));
        return log.History.Versions[^1].Version;
    }

    private Descent DescentFrom(GrowthLog log, GrowthEntry.Made made, long batches, GrowthPlan plan,
        GrowthOperator by)
    {
        var version = made.Version;
        return new()
        {
            By = by.Word, Origin = TileLog.Open(parent.Ledger, new Disk(), []).Origin,
            Head = log.Put(File.ReadAllBytes(Path.Combine(parent.Ledger, "checkpoint"))),
            Parent = version.Version, Step = version.Step, Batches = batches,
            Design = log.Put(history.Blob(history.Commitment.Design)), Weights = version.Weights,
            Optimizer = version.Optimizer, State = version.State, Tensors = log.Put(history.TensorsOf(version)),
            Map = log.Put(plan.Map),
        };
    }

    private TrainerState State(GrowthEntry.Made made) => Checkpoint.StateOf(StoreOf(made).Look(made.Version.Step));

    private PackedVersions StoreOf(GrowthEntry.Made made) =>
        parent.Versions(branch: Branch.Of(history, made.Index)).Versions;

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }
        if (!Directory.Exists(from))
            throw new DataException($"{from}: is missing, and a child is raised on its parent's text: bring it back");
        Directory.CreateDirectory(to);
        foreach (var path in Directory.EnumerateFileSystemEntries(from))
            Copy(path, Path.Combine(to, Path.GetFileName(path)));
    }
}

/// <summary>Who makes a child.</summary>
/// <param name="Keys">Ed25519, and what else signs.</param>
/// <param name="Program">The program, as the ledger lists it.</param>
/// <param name="Time">The maker's clock.</param>
public sealed record Maker(IReadOnlyList<SigningKey> Keys, IReadOnlyList<ProgramPart> Program, TimeProvider Time);
