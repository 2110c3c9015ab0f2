// Source: Spearman, Am. J. Psychol. 15 (1904) 72; Kendall, Biometrika 30 (1938) 81.

namespace Jaram.Assay.Provenance.Products;

/// <summary>Correlations.</summary>
internal static class Ranks
{
    /// <summary>Pearson's correlation; 0 where one of the two does not vary.</summary>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (meanX, meanY) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++) (meanX, meanY) = (meanX + x[i] / x.Length, meanY + y[i] / x.Length);
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var (a, b) = (x[i] - meanX, y[i] - meanY);
            (xx, yy, xy) = (xx + a * a, yy + b * b, xy + a * b);
        }
        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }

    /// <summary>Spearman's correlation of numbers that do not repeat.</summary>
    public static double Spearman(IReadOnlyList<int> x, IReadOnlyList<int> y) => Pearson(Of(x), Of(y));

    /// <summary>Kendall's τ of an order without ties: pairs in order less pairs out of it, over all.</summary>
    /// <param name="order">What stands at each place.</param>
    public static double Kendall(IReadOnlyList<int> order)
    {
        if (order.Count < 2) return 0;
        int[] sorted = [.. order];
        var pairs = order.Count * (order.Count - 1.0) / 2;
        return 1 - 2 * Inversions(sorted, new int[sorted.Length], 0, sorted.Length) / pairs;
    }

    private static double[] Of(IReadOnlyList<int> values)
    {
        var ranks = new double[values.Count];
        foreach (var (rank, at) in Enumerable.Range(0, values.Count).OrderBy(i => values[i]).Index()) ranks[at] = rank;
        return ranks;
    }

    /// <summary>Counts pairs out of order while sorting by merging.</summary>
    private static long Inversions(int[] values, int[] room, int from, int to)
    {
        if (to - from < 2) return 0;
        var middle = (from + to) / 2;
        var count = Inversions(values, room, from, middle) + Inversions(values, room, middle, to);
        for (int i = from, j = middle, at = from; at < to; at++)
            if (j >= to || i < middle && values[i] <= values[j]) room[at] = values[i++];
            else
            {
                count += middle - i;
                room[at] = values[j++];
            }
        Array.Copy(room, from, values, from, to - from);
        return count;
    }
}
