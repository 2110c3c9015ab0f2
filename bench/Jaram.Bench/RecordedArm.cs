using Jaram.Architecture.Counting;
using Jaram.Ledger;
using Jaram.Training.Data;
using Jaram.Training.Raising;
using Jaram.Training.Recording;
using static TorchSharp.torch;

namespace Jaram.Bench;

/// <summary>The trainer as <c>jaram raise</c> runs it: versions are saved, collected and recorded as planned. A step
/// takes the time until the next one is made, so what follows a step is part of the one after it. The first step of
/// all, with version 0 before it, does not count.</summary>
internal sealed class RecordedArm : IArm
{
    private readonly string _path = Directory.CreateTempSubdirectory("jaram-recorded-").FullName;
    private readonly Trainer _trainer;
    private readonly Chronicle _chronicle;
    private readonly byte[] _seed;

    /// <param name="model">Design, recipe, tokenizer and text; nothing is written there.</param>
    /// <param name="shards">Its text.</param>
    /// <param name="steps">Steps of the stage: they decide how often a version is made.</param>
    public RecordedArm(ModelFolder model, ShardFolder shards, long steps)
    {
        foreach (var file in new[] { "design.json", "tokenizer.json" })
            File.Copy(Path.Combine(model.Path, file), Path.Combine(_path, file));
        var (folder, design) = (new ModelFolder(_path), model.ReadDesign());
        var recipe = model.ReadRecipe() with { Stages = [Stage.Of(steps, "bench")] };
        _trainer = new(design, recipe, shards, folder.Versions(optimizerEvery: 8L * recipe.Stages[0].SaveEvery), CPU);
        var log = folder.OpenLedger(
            [SigningKey.Generate(KeyKind.Ed25519), SigningKey.Generate(KeyKind.MlDsa44)], TimeProvider.System);
        _chronicle = new(log, design, 1e11, TimeProvider.System);
        _chronicle.Commit(Chronicle.Birth(log, design, recipe, shards, _trainer.FirstWeights, [], _trainer.Platform));
        _seed = _chronicle.Draw(nonce: null);
        _chronicle.Plan(recipe, default, _trainer.Platform);
        Parameters = Count.Of(design).Parameters;
    }

    /// <inheritdoc/>
    public long Parameters { get; }

    /// <inheritdoc/>
    public void Run(Func<bool> next)
    {
        using var stop = new CancellationTokenSource();
        _trainer.Run(new Beginning.Drawn(_seed), happened =>
        {
            if (happened is RaisingEvent.Stepped && !next()) stop.Cancel();
        }, _chronicle.Record, stop.Token);
    }

    /// <inheritdoc/>
    public double Score() => _trainer.Score().Loss;

    /// <inheritdoc/>
    public void Dispose()
    {
        _trainer.Dispose();
        Directory.Delete(_path, recursive: true);
    }
}
