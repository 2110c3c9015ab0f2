// One run that gives several points of a loss curve: at every rung the rate has fallen to nothing, as at the end of a
// run of that length, and then it rises again and the run goes on. Rungs cost no more than the highest alone.
// Source: WSD-S, "warmup-stable-decay, simplified", arXiv:2410.05192, section 4: decay, then go on from the decayed
// weights.

using Jaram.Training.Raising;

namespace Jaram.Training.Ladders;

/// <summary>How a recipe climbs.</summary>
public static class Ladder
{
    private const double Decay = 0.5, WarmUp = 0.05;
    private const int MostWarmUp = 100;

    /// <summary>A recipe with a stage for every rung; a version is saved and held-out text scored at each, and nowhere
    /// else.</summary>
    /// <param name="recipe">Its rates and seed.</param>
    /// <param name="rungs">Steps at the end of each rung, rising.</param>
    /// <param name="rateFactor">What all learning rates are multiplied by.</param>
    /// <exception cref="RaisingException">A rung is not above the one before.</exception>
    public static Recipe Over(Recipe recipe, IReadOnlyList<long> rungs, double rateFactor)
    {
        List<Stage> stages = [];
        var before = 0L;
        foreach (var rung in rungs)
        {
            var steps = rung - before;
            if (steps < 1)
                throw new RaisingException($"rung {stages.Count + 1} ends at step {rung}, the one before at {before}: "
                    + "ask for more steps, or fewer rungs");
            stages.Add(new(steps, WarmUp: (int)Math.Min(MostWarmUp, steps * WarmUp), Decay, Floor: 0,
                SaveEvery: (int)Math.Min(steps, int.MaxValue),
                Because: FormattableString.Invariant($"rung {stages.Count + 1}")));
            before = rung;
        }
        var rates = recipe.Rates;
        return recipe with
        {
            Stages = stages,
            Rates = rates with
            {
                Matrix = rates.Matrix * rateFactor, Embedding = rates.Embedding * rateFactor,
                Head = rates.Head * rateFactor, Vector = rates.Vector * rateFactor,
            },
        };
    }
}
