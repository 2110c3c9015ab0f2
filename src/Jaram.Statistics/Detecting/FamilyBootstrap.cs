// How sure the area under a curve is where pairs share their members: whole families are drawn again, and a pair counts
// as often as all of its families were drawn together. Pairs drawn each for itself would look far more sure.
// Source: Efron, Ann. Statist. 7 (1979) 1; for pairs of drawn members: Owen, Ann. Appl. Stat. 1 (2007) 386 (product
// weights).

namespace Jaram.Statistics.Detecting;

/// <summary>A pair's score.</summary>
/// <param name="Score">The higher, the more positive.</param>
/// <param name="Families">Those whose members it is of, by number.</param>
public readonly record struct FamilyScore(double Score, IReadOnlyList<int> Families);

/// <summary>Intervals of areas.</summary>
public static class FamilyBootstrap
{
    /// <summary>The area and its interval.</summary>
    /// <param name="positives">One or more.</param>
    /// <param name="negatives">One or more.</param>
    /// <param name="families">How many families there are, drawn or not.</param>
    /// <param name="samples">Samples to draw; those without positives or negatives are passed over.</param>
    /// <param name="key">Decides all draws.</param>
    /// <param name="confidence">As in 0.95.</param>
    /// <exception cref="StatisticsException">There are none, or one is no number.</exception>
    public static Interval Area(IReadOnlyList<FamilyScore> positives, IReadOnlyList<FamilyScore> negatives,
        int families, int samples, int key, double confidence)
    {
        var all = new Detection(positives.Select(each => each.Score), negatives.Select(each => each.Score)).Area;
        FamilyScore[] sorted = [.. negatives.OrderBy(each => each.Score)];
        List<(FamilyScore Positive, int Below, int UpTo)> places = [.. positives.Select(each => (each,
            Count(sorted, each.Score, isTieIn: false), Count(sorted, each.Score, isTieIn: true)))];
        var drawn = new List<double>();
        var (counts, sums) = (new int[families], new double[sorted.Length + 1]);
        foreach (var sample in Bootstrap.Draw(families, samples, key))
        {
            Array.Clear(counts);
            foreach (var family in sample) counts[family]++;
            for (var at = 0; at < sorted.Length; at++) sums[at + 1] = sums[at] + Weight(sorted[at], counts);
            var (won, weight) = (0.0, 0.0);
            foreach (var (positive, below, upTo) in places)
            {
                var own = Weight(positive, counts);
                (won, weight) = (won + own * (sums[below] + sums[upTo]) / 2, weight + own);
            }
            if (weight > 0 && sums[^1] > 0) drawn.Add(won / weight / sums[^1]);
        }
        var tail = (1 - confidence) / 2;
        return drawn.Count == 0 ? new(0, all, 1)
            : new(Math.Min(all, Bootstrap.Percentile(drawn, tail)), all,
                Math.Max(all, Bootstrap.Percentile(drawn, 1 - tail)));
    }

    private static double Weight(FamilyScore pair, int[] counts)
    {
        var weight = 1.0;
        foreach (var family in pair.Families) weight *= counts[family];
        return weight;
    }

    private static int Count(FamilyScore[] sorted, double score, bool isTieIn)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].Score < score || isTieIn && sorted[middle].Score == score) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
