using Jaram.Architecture;
using Jaram.Architecture.Counting;
using Jaram.Training.Data;
using Jaram.Training.Raising;
using static TorchSharp.torch;

namespace Jaram.Bench;

/// <summary>Ours: the trainer that <c>jaram raise</c> runs, with the model's recipe.</summary>
internal sealed class JaramArm : IArm
{
    private readonly Trainer _trainer;

    /// <param name="design">What is trained.</param>
    /// <param name="recipe">How.</param>
    /// <param name="shards">On what.</param>
    /// <param name="steps">Steps that the schedule is laid out for.</param>
    public JaramArm(Design design, Recipe recipe, ShardFolder shards, long steps)
    {
        var nowhere = VersionFolder.In(Path.Combine(Path.GetTempPath(), "jaram-bench"), new(), 0, 0);   // never written
        _trainer = new(design, recipe with { Stages = [Stage.Of(steps, "bench")] }, shards, nowhere, CPU);
        Parameters = Count.Of(design).Parameters;
    }

    /// <inheritdoc/>
    public long Parameters { get; }

    /// <inheritdoc/>
    public void Run(Func<bool> next)
    {
        while (next()) _trainer.Practise();
    }

    /// <inheritdoc/>
    public double Score() => _trainer.Score().Loss;

    /// <inheritdoc/>
    public void Dispose() => _trainer.Dispose();
}
