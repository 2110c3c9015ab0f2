using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;
using Jaram.Ledger.Verifying.Replaying;
using Jaram.Ledger.Verifying.Weights;
using Jaram.Training.Data;
using Jaram.Training.Raising;
using Jaram.Training.Recording;
using Jaram.Training.Tests.Raising;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Recording;

/// <summary>A tiny model of some kind, raised in a folder of its own with its ledger, and looked at by a
/// verifier.</summary>
internal sealed class RecordedLife : IDisposable
{
    public const int Steps = 6, SaveEvery = 2;

    private static readonly SigningKey _key = new(KeyKind.Ed25519, new byte[32]);
    private readonly string _path = Directory.CreateTempSubdirectory("jaram-life-").FullName;

    public RecordedLife(string design)
    {
        Folder = new(Path.Combine(_path, "m"));
        Folder.Make(TinyDesigns.Named(design) with { Vocabulary = 300, Context = 16 },
            () => Corpus.Of(Cradle.Texts.Select((text, n) =>
                new Document { Content = new Content.Prose(text), Place = new("t", n + 1) })),
            new(new(), new() { HeldOutFraction = 0.2 }), seed: 1, _ => { });
        Folder.WriteRecipe(Cradle.Plan with { Stages = [Cradle.Long(Steps, SaveEvery)] });
        using var shards = Folder.OpenCorpus();
        using var trainer = new Trainer(Folder.ReadDesign(), Folder.ReadRecipe(), shards, Folder.Versions(), CPU);
        var log = Folder.OpenLedger([_key], TimeProvider.System);
        var chronicle = new Chronicle(log, Folder.ReadDesign(), 1, TimeProvider.System);
        chronicle.Commit(Chronicle.Birth(log, Folder.ReadDesign(), Folder.ReadRecipe(), shards, trainer.FirstWeights,
            [], trainer.Platform));
        var seed = chronicle.Draw(nonce: null);
        chronicle.Plan(Folder.ReadRecipe(), default, trainer.Platform);
        trainer.Run(new Beginning.Drawn(seed), _ => { }, chronicle.Record, CancellationToken.None);
    }

    public ModelFolder Folder { get; }

    public GrowthHistory History => Folder.FindHistory()!;

    /// <summary>All checks; with a challenge, segments are made again too.</summary>
    public VerificationReport Verify(int replayed = 0)
    {
        using var shards = Folder.OpenCorpus();
        return LedgerVerifier.Verify(Folder.Ledger, new(), new()
        {
            Keys = [_key.ForLog(Folder.Origin).Verifier],
        }, history => new()
        {
            Versions = new PackedOpener(Folder.Versions().Versions, VersionFolder.RunFile).Open,
            Recipe = new RecipeReadings(Folder.ReadDesign(), shards).Reading,
            Replay = replayed == 0 ? null : measures => Audit(history, measures, replayed),
        });
    }

    /// <summary>Flips a bit of a weight in a stored version, and writes store and ledger anew, so that every digest and
    /// signature fits: what only a maker can do.</summary>
    public void Flip(long step, string tensor, int number, int bit)
    {
        var old = Path.Combine(_path, "old");
        Directory.Move(Folder.Ledger, old);
        var (history, store) = (GrowthHistory.Read(old, new(), []), Folder.Versions().Versions);
        var held = history.Versions.Select(made => made.Version.Step).ToDictionary(at => at, at => (
            Weights: store.RestoreWeights(at), Memory: store.RestoreOptimizer(at),
            Run: File.ReadAllBytes(store.Look(at).PathOf(VersionFolder.RunFile))));
        held[step] = held[step] with { Weights = Flipped(held[step].Weights, tensor, number, bit) };
        Directory.Delete(Path.Combine(Folder.Path, "versions"), recursive: true);
        var log = Folder.OpenLedger([_key], TimeProvider.System);
        foreach (var digest in new[] { history.Commitment.Design, history.Commitment.Recipe,
            history.Commitment.Text.Manifest, history.Commitment.FirstWeights, history.Plans[0].Plan.Recipe })
            log.Put(history.Blob(digest));
        log.Append(history.Commitment, history.Nonce, history.Plans[0].Plan);
        IReadOnlyList<Digest> parents = [];
        foreach (var made in history.Versions.Select(made => made.Version))
        {
            var (weights, memory, run) = held[made.Step];
            store.Publish(made.Step, weights, memory, new Dictionary<string, Action<Stream>>
            {
                [VersionFolder.RunFile] = to => to.Write(run),
            });
            log.Put(history.StepsOf(made));
            var name = VersionMade.NameOf(weights.Digest(), made.Optimizer, made.State);
            log.Append(made with
            {
                Version = name, Parents = parents, Weights = weights.Digest(),
                Tensors = log.Put(new TensorListing([.. weights.Tensors.Select(t =>
                    new NamedDigest(t.Name, Digest.Of(weights.Bytes(t.Name))))], history.TensorsOf(made).Optimizer)),
            });
            parents = [name];
        }
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private ReplayAudit Audit(GrowthHistory history, IReadOnlyList<VersionMeasures> measures, int count)
    {
        var chosen = ReplayPlan.Choose(history, "a challenge", count, measures);
        var replayer = new Replayer(Folder, history, CPU);
        List<ReplayedSegment> made = [];
        foreach (var stretch in replayer.Plan(chosen)) replayer.Replay(stretch, made.Add);
        return new("a challenge", chosen, made);
    }

    private static HeldTensors Flipped(HeldTensors weights, string tensor, int number, int bit)
    {
        var bytes = weights.Bytes(tensor).ToArray();
        bytes[4 * number + bit / 8] ^= (byte)(1 << (bit % 8));
        return HeldTensors.Copy(weights.Tensors, (entry, from) =>
            entry.Name == tensor ? bytes.AsSpan((int)from) : weights.Bytes(entry, from));
    }
}
