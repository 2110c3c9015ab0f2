using Jaram.Architecture;
using Jaram.Architecture.Counting;
using Jaram.Checkpoints.Packing;
using Jaram.Training.Data;
using Jaram.Training.Raising;
using static TorchSharp.torch;

namespace Jaram.Bench;

/// <summary>Ours: the trainer that <c>jaram raise</c> runs, with the model's recipe.</summary>
internal sealed class JaramArm : IArm
{
    private readonly Trainer _trainer;
    private readonly Func<long, bool> _scoresAt;

    /// <param name="design">What is trained.</param>
    /// <param name="recipe">How.</param>
    /// <param name="shards">On what.</param>
    /// <param name="steps">Steps that the schedule is laid out for.</param>
    /// <param name="scores">Whether steps after which a run scores itself do so here.</param>
    public JaramArm(Design design, Recipe recipe, ShardFolder shards, long steps, bool scores)
    {
        var stage = Stage.Of(steps, "bench");
        var nowhere = VersionFolder.In(Path.Combine(Path.GetTempPath(), "jaram-bench"), new(), 0, 0);   // never written
        _trainer = new(design, recipe with { Stages = [stage] }, shards, nowhere, CPU);
        _scoresAt = step => scores && stage.Scores(step);
        Parameters = Count.Of(design).Parameters;
    }

    /// <inheritdoc/>
    public long Parameters { get; }

    /// <inheritdoc/>
    public void Run(Func<bool> next)
    {
        for (var step = 1L; next(); step++)
        {
            _trainer.Practise();
            if (_scoresAt(step)) _trainer.Score();
        }
    }

    /// <inheritdoc/>
    public double Score() => _trainer.Score().Loss;

    /// <inheritdoc/>
    public void Dispose() => _trainer.Dispose();
}
