// How long a step takes here and now, before a run is planned by the clock. The steps are real ones, made by a trainer
// that is thrown away, so what is raised afterwards follows from the recipe alone.
// Source: ours.

using Jaram.Architecture;
using Jaram.Checkpoints.Packing;
using Jaram.Training.Data;
using static TorchSharp.torch;

namespace Jaram.Training.Raising;

/// <summary>Measures the speed of training.</summary>
public static class Calibration
{
    private const int WarmUp = 2, Least = 3, Most = 50;
    private static readonly TimeSpan _enough = TimeSpan.FromSeconds(4);

    /// <summary>The median time of a step: of 3 at least, then of as many as four seconds hold, 50 at most.</summary>
    /// <param name="design">What will be raised.</param>
    /// <param name="recipe">How; its stages do not matter.</param>
    /// <param name="shards">On what.</param>
    /// <param name="device">Where.</param>
    /// <param name="time">Measures.</param>
    public static TimeSpan TimeOfStep(Design design, Recipe recipe, ShardFolder shards,
        Device device, TimeProvider time)
    {
        var stage = new Stage(WarmUp + Most, 0, 0, 1, SaveEvery: 1000, "calibration");
        using var trainer = new Trainer(design, recipe with { Stages = [stage] }, shards, NoStore, device);
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

    /// <summary>Practice publishes nothing, so this folder is never made.</summary>
    private static VersionFolder NoStore =>
        VersionFolder.In(Path.Combine(Path.GetTempPath(), "jaram-calibration"), new(), optimizerEvery: 0, branch: 0);
}
