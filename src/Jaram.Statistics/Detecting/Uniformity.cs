// Whether p-values are spread evenly over 0 to 1, as those of an exact test must be where there is nothing to find.
// Source: Kolmogorov, G. Ist. Ital. Attuari 4 (1933) 83; the correction for few values: Stephens, J. R. Statist. Soc. B
// 32 (1970) 115.

namespace Jaram.Statistics.Detecting;

/// <summary>Kolmogorov and Smirnov's test of uniform numbers.</summary>
/// <param name="Distance">The largest gap D between the share of values below x and x.</param>
/// <param name="Chance">The chance of a gap as large; right to some thousandths from five values on.</param>
public readonly record struct Uniformity(double Distance, double Chance)
{
    private const int Terms = 100;

    /// <summary>Tests.</summary>
    /// <param name="values">In [0, 1], one or more.</param>
    /// <exception cref="StatisticsException">There are none, or one lies elsewhere.</exception>
    public static Uniformity Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) throw new StatisticsException("uniformity needs 1 value or more, got 0: measure some");
        if (Array.Find(sorted, value => value is not (>= 0 and <= 1)) is var wrong && wrong is not (>= 0 and <= 1))
            throw new StatisticsException(FormattableString.Invariant($"a chance lies in 0 to 1, got {wrong}"));
        var distance = sorted.Index().Max(value => Math.Max((value.Index + 1.0) / sorted.Length - value.Item,
            value.Item - (double)value.Index / sorted.Length));
        var root = Math.Sqrt(sorted.Length);
        return new(distance, Beyond((root + 0.12 + 0.11 / root) * distance));
    }

    /// <summary>2 Σ (−1)ʲ⁻¹ e^(−2j²λ²)</summary>
    private static double Beyond(double lambda)
    {
        const double Nearest = 0.2;                                     // nothing below it is ever seen
        if (lambda < Nearest) return 1;
        var sum = 0.0;
        for (var j = 1; j <= Terms; j++)
            sum += (j % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * j * j * lambda * lambda);
        return Math.Clamp(sum, 0, 1);
    }
}
