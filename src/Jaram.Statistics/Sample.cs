using Jaram.Statistics.Distributions;

namespace Jaram.Statistics;

/// <summary>Numbers drawn alike: one a seed.</summary>
public sealed class Sample
{
    /// <param name="values">Two or more, all finite.</param>
    /// <exception cref="StatisticsException">They are fewer, or one is no number.</exception>
    public Sample(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length < 2)
            throw new StatisticsException($"an interval needs 2 seeds or more, got {all.Length}: run more seeds");
        if (Array.Find(all, value => !double.IsFinite(value)) is var wrong && !double.IsFinite(wrong))
            throw new StatisticsException(FormattableString.Invariant(
                $"one of {all.Length} seeds gave {wrong}, which is no number: look at that run"));
        Count = all.Length;
        Mean = all.Average();
        Deviation = Math.Sqrt(all.Sum(value => (value - Mean) * (value - Mean)) / (Count - 1));
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>Their mean.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation, by n − 1.</summary>
    public double Deviation { get; }

    /// <summary>Of the mean.</summary>
    public double StandardError => Deviation / Math.Sqrt(Count);

    /// <summary>Two-sided p-value of the mean being some number. Numbers that are all alike settle it: 1 where they are
    /// that number, else 0.</summary>
    /// <param name="mean">The mean that is doubted.</param>
    public double ChanceOf(double mean)
    {
        if (StandardError == 0) return Mean == mean ? 1 : 0;
        return StudentT.Beyond((Mean - mean) / StandardError, Count - 1);
    }
}
