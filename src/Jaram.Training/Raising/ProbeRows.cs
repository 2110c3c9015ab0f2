using Jaram.Training.Data;

namespace Jaram.Training.Raising;

/// <summary>The held-out rows that a model is measured on: the same all its life.</summary>
public static class ProbeRows
{
    private const int Most = 4, Tokens = 32_768;

    /// <summary>All held-out text that is scored.</summary>
    /// <param name="shards">Where it is.</param>
    /// <param name="recipe">How many rows go through the model at once.</param>
    /// <param name="context">Ids of a row.</param>
    /// <exception cref="DataException">No document is held out.</exception>
    public static IEnumerable<Batch> HeldOut(ShardFolder shards, Recipe recipe, int context) =>
        Batches.HeldOut(shards, recipe.MicroRows, context, Tokens);

    /// <summary>How many rows of the first of these are the standing probes.</summary>
    public static int In(Batch first) => Math.Min(first.Rows, Most);
}
