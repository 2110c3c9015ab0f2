// Seeds are drawn again with replacement, whole: all rungs and both arms of a seed stay together.
// Source: Efron, Ann. Statist. 7 (1979) 1; blocks because a seed's rungs come from one run.

namespace Jaram.Statistics;

/// <summary>Samples of seeds, the same for the same key.</summary>
public static class Bootstrap
{
    /// <summary>Draws samples one after the other.</summary>
    /// <param name="seeds">How many seeds there are.</param>
    /// <param name="samples">How many samples to draw.</param>
    /// <param name="key">Decides all draws.</param>
    /// <returns>Indices of seeds, as many as there are seeds.</returns>
    public static IEnumerable<int[]> Draw(int seeds, int samples, int key)
    {
        var random = new Random(key);                                   // seeded: one sequence on every machine
        for (var sample = 0; sample < samples; sample++)
        {
            var drawn = new int[seeds];
            for (var i = 0; i < seeds; i++) drawn[i] = random.Next(seeds);
            yield return drawn;
        }
    }

    /// <summary>The value that a share of all lies below, between neighbours in proportion.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="share">In [0, 1].</param>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return double.Lerp(sorted[below], sorted[above], place - below);
    }
}
