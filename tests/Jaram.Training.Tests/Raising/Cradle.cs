using System.Security.Cryptography;
using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;
using Jaram.Training.Data;
using Jaram.Training.Raising;
using Jaram.Training.Tests.Data;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Raising;

/// <summary>Text, a tiny design and a recipe of a dozen steps, and runs of it in folders of their own.</summary>
internal sealed class Cradle : IDisposable
{
    public const int Steps = 12, SaveEvery = 5;

    private readonly Scratch _scratch = new();

    public Cradle(string design = "local-and-full", string tokenizer = "of bytes")
    {
        Shards = _scratch.Shards(Texts, new() { HeldOutFraction = 0.2 }, Scratch.Bytes() with { Digest = tokenizer });
        Design = TinyDesigns.Named(design) with { Vocabulary = 258, Context = 16 };
    }

    /// <summary>Forty short texts, no two alike.</summary>
    public static IEnumerable<string> Texts =>
        Enumerable.Range(0, 40).Select(n => $"마을 {n}: the gate opens at {n * 7 % 24}, fee {n * n} won");

    public static Recipe Plan { get; } = new()
    {
        Source = "tests", Seed = 1, Rows = 4, MicroRows = 2, Rates = new(0.02, 0.1, 0.01, 0.02, 0.1), ClipNorm = 1,
        Stages = [Long(Steps)], SavedBits = new(Weights: 13, Memory: 8),
    };

    /// <summary>A stage of so many steps.</summary>
    public static Stage Long(long steps, int saveEvery = SaveEvery) => new(steps, 2, 0.4, 0.1, saveEvery, "tests");

    public ShardFolder Shards { get; }

    public Design Design { get; }

    public Recipe Recipe { get; init; } = Plan;

    public string Folder(string name) => _scratch[name];

    public VersionFolder Store(string name) =>
        VersionFolder.In(Directory.CreateDirectory(Folder(name)).FullName, new UnsyncedDisk(), optimizerEvery: 0, branch: 0);

    public Trainer Trainer(string name) => new(Design, Recipe, Shards, Store(name), CPU);

    /// <summary>Goes on in a folder until the end, or until a meddler says that it is enough.</summary>
    /// <param name="name">The folder.</param>
    /// <param name="meddle">Told of each event; may change the model. True stops the run.</param>
    /// <param name="record">Told of each version, as a ledger would be.</param>
    /// <returns>What was reported.</returns>
    public List<RaisingEvent> Run(
        string name, Func<RaisingEvent, Trainer, bool>? meddle = null, Action<Segment>? record = null)
    {
        using var stop = new CancellationTokenSource();
        using var trainer = Trainer(name);
        var events = new List<RaisingEvent>();
        trainer.Run(new Beginning.Drawn(CounterRandom.Seed(Recipe.Seed)), happened =>
        {
            events.Add(happened);
            if (meddle?.Invoke(happened, trainer) == true) stop.Cancel();
        }, record ?? (_ => { }), stop.Token);
        return events;
    }

    /// <summary>Goes on until a step is made, and stops there.</summary>
    public List<RaisingEvent> RunTo(string name, long step) =>
        Run(name, (happened, _) => happened is RaisingEvent.Stepped made && made.Step == step);

    /// <summary>Weights, optimizer and run of a version by SHA-256.</summary>
    public string Digest(string name, long step = Steps)
    {
        var store = Store(name).Versions;
        var run = File.ReadAllBytes(store.Look(step).PathOf("trainer.json"));
        return $"{store.RestoreWeights(step).Digest()} {store.RestoreOptimizer(step).Digest()} "
            + Convert.ToHexStringLower(SHA256.HashData(run));
    }

    public void Dispose()
    {
        Shards.Dispose();
        _scratch.Dispose();
    }
}

/// <summary>A disk that lets the system write when it likes: power cuts are the business of Jaram.Checkpoints' tests.
/// </summary>
internal sealed class UnsyncedDisk : Disk
{
    public override void Sync(Stream file) => file.Flush();

    public override void SyncFolder(string path) { }
}
