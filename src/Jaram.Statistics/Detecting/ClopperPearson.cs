// What a share may be where so many of so many were seen: exact, and never too narrow.
// Source: Clopper and Pearson, Biometrika 26 (1934) 404; ends as quantiles of beta distributions.

using Jaram.Statistics.Distributions;

namespace Jaram.Statistics.Detecting;

/// <summary>Intervals of shares.</summary>
public static class ClopperPearson
{
    private const int Halvings = 80;

    /// <summary>The interval of a share.</summary>
    /// <param name="seen">How many, 0 to <paramref name="of"/>.</param>
    /// <param name="of">Of how many, 1 or more.</param>
    /// <param name="confidence">As in 0.95; both tails have half of the rest, or one has all where the other end is 0
    /// or 1.</param>
    /// <exception cref="StatisticsException">More were seen than there are, or there are none.</exception>
    public static Interval Of(int seen, int of, double confidence)
    {
        if (of < 1 || seen < 0 || seen > of)
            throw new StatisticsException($"a share needs 1 or more to be seen among, and no more seen than these; "
                + $"got {seen} of {of}");
        var tail = (1 - confidence) / (seen == 0 || seen == of ? 1 : 2);
        return new(seen == 0 ? 0 : Quantile(seen, of - seen + 1, tail), (double)seen / of,
            seen == of ? 1 : Quantile(seen + 1, of - seen, 1 - tail));
    }

    /// <summary>The x that a share of a beta distribution lies below.</summary>
    private static double Quantile(double a, double b, double share)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = 0.5 * (low + high);
            if (IncompleteBeta.Of(a, b, middle) < share) low = middle;
            else high = middle;
        }
        return 0.5 * (low + high);
    }
}
