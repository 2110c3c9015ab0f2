// Raises one body for some steps: from weights that are drawn, or from given ones. The trainer is the one that raises
// everybody's models; a run that was cut off goes on where it was.
// Source: ours.

using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;
using Jaram.Training.Data;
using Jaram.Training.Ladders;
using Jaram.Training.Raising;
using Jaram.Zoo.Deriving;
using Jaram.Zoo.Planning;
using static TorchSharp.torch;

namespace Jaram.Zoo.Rearing;

/// <summary>Raises bodies.</summary>
/// <param name="scale">Rows of a step, steps of a root.</param>
/// <param name="folder">Where unfinished runs lie; each goes when it is done.</param>
/// <param name="stop">Ends a run after its step.</param>
internal sealed class School(ZooScale scale, string folder, CancellationToken stop)
{
    /// <summary>Raises from drawn weights.</summary>
    /// <param name="design">What is raised.</param>
    /// <param name="weights">Seed of the first weights.</param>
    /// <param name="lesson">How.</param>
    /// <param name="shards">On what.</param>
    public Body Raise(Design design, ulong weights, Lesson lesson, ShardFolder shards) => Body.Of(design, ZooText.Own,
        Run(design, lesson, shards, new Beginning.Drawn(CounterRandom.Seed(weights)), null));

    /// <summary>Raises on.</summary>
    public Body RaiseOn(Body body, Lesson lesson, ShardFolder shards) => Body.Of(body.Design, body.Tokenizer,
        Run(body.Design, lesson, shards, new Beginning.Grown(), body.Held()));

    private HeldTensors Run(
        Design design, Lesson lesson, ShardFolder shards, Beginning beginning, HeldTensors? start)
    {
        var path = Path.Combine(folder, lesson.Name);
        var store = VersionFolder.In(path, new Disk(), optimizerEvery: 0, branch: 0);
        var steps = Math.Max(1, (long)Math.Round(lesson.Share * scale.Steps));
        var recipe = Ladder.Over(Recipe.For(design, lesson.Order) with { Rows = scale.Rows, MicroRows = scale.Rows },
            [steps], lesson.Rate);
        Directory.CreateDirectory(path);
        using (var trainer = new Trainer(design, recipe, shards, store, CPU))
        {
            if (start is not null && store.Recover().Recovery is not Recovery.Found) trainer.Plant(start);
            trainer.Run(beginning, happened =>
            {
                if (happened is RaisingEvent.Stepped stepped) lesson.Told(stepped.Step, steps);
                if (happened is RaisingEvent.Scored scored) lesson.Scored(scored.BitsPerByte);
            }, _ => { }, stop);
        }
        stop.ThrowIfCancellationRequested();
        var made = store.Versions.RestoreWeights(steps);
        Directory.Delete(path, recursive: true);
        return made;
    }
}

/// <summary>How one animal is raised.</summary>
/// <param name="Name">The animal.</param>
/// <param name="Share">Steps, as a share of a root's.</param>
/// <param name="Rate">Learning rates, as a share of a root's.</param>
/// <param name="Order">Seed of the order of the text.</param>
/// <param name="Told">Told of steps made, of how many.</param>
/// <param name="Scored">Told what held-out text takes, in bits a byte.</param>
internal sealed record Lesson(string Name, double Share, double Rate, ulong Order, Action<long, long> Told,
    Action<double> Scored);
