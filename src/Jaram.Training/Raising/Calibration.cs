// How long a step and a save take here and now, before a run is planned by the clock. Both are real ones, made by a
// trainer that is thrown away, so what is raised afterwards follows from the recipe alone.
// Source: ours.

using Jaram.Architecture;
using Jaram.Checkpoints.Packing;
using Jaram.Training.Data;
using static TorchSharp.torch;

namespace Jaram.Training.Raising;

/// <summary>What a run's time goes to.</summary>
/// <param name="Step">The median of a step.</param>
/// <param name="Save">A version that is packed against the one before it.</param>
public sealed record WorkTimes(TimeSpan Step, TimeSpan Save);

/// <summary>Measures the speed of training.</summary>
public static class Calibration
{
    private const int WarmUp = 2, Least = 3, Most = 50;
    private const string Folder = "calibration";
    private static readonly TimeSpan _enough = TimeSpan.FromSeconds(4);

    /// <summary>The median time of a step: of 3 at least, then of as many as four seconds hold, 50 at most.</summary>
    /// <param name="design">What will be raised.</param>
    /// <param name="recipe">How; its stages do not matter.</param>
    /// <param name="shards">On what.</param>
    /// <param name="device">Where.</param>
    /// <param name="time">Measures.</param>
    public static TimeSpan TimeOfStep(Design design, Recipe recipe, ShardFolder shards, Device device,
        TimeProvider time)
    {
        using var trainer = new Trainer(design, Practice(recipe), shards, Store(Path.GetTempPath()), device);
        return TimeOfStep(trainer, time);                               // nothing is saved: the store is never made
    }

    /// <summary>The time of a step, and of a save.</summary>
    /// <param name="design">What will be raised.</param>
    /// <param name="recipe">How; its stages do not matter.</param>
    /// <param name="shards">On what.</param>
    /// <param name="folder">The model's folder: versions are saved into one of its own there, and deleted.</param>
    /// <param name="device">Where.</param>
    /// <param name="time">Measures.</param>
    public static WorkTimes Times(Design design, Recipe recipe, ShardFolder shards, string folder, Device device,
        TimeProvider time)
    {
        Clear(folder);                                                  // of a measurement that was killed
        try
        {
            using var trainer = new Trainer(design, Practice(recipe), shards, Store(folder), device);
            var step = TimeOfStep(trainer, time);
            trainer.PractiseSave();
            trainer.Practise();
            var from = time.GetTimestamp();
            trainer.PractiseSave();
            return new(step, time.GetElapsedTime(from));
        }
        finally
        {
            Clear(folder);
        }
    }

    private static void Clear(string folder)
    {
        var store = Path.Combine(folder, Folder);
        if (Directory.Exists(store)) Directory.Delete(store, recursive: true);
    }

    private static TimeSpan TimeOfStep(Trainer trainer, TimeProvider time)
    {
        for (var step = 0; step < WarmUp; step++) trainer.Practise();
        var (times, begun) = (new List<TimeSpan>(), time.GetTimestamp());
        while (times.Count < Least || times.Count < Most && time.GetElapsedTime(begun) < _enough)
        {
            var from = time.GetTimestamp();
            trainer.Practise();
            times.Add(time.GetElapsedTime(from));
        }
        return times.Order().ElementAt(times.Count / 2);
    }

    private static Recipe Practice(Recipe recipe) => recipe with
    {
        Stages = [new(WarmUp + Most + 1, 0, 0, 1, SaveEvery: 1000, "calibration")],
    };

    private static VersionFolder Store(string folder) =>
        VersionFolder.In(Path.Combine(folder, Folder), new(), optimizerEvery: 0, branch: 0);
}
