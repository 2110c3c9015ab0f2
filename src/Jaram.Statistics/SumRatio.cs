// A ratio of two sums over the same things, such as bits a byte over documents. What stands above and below belongs
// together, so the error is that of what is left of each thing once the ratio is taken off.
// Source: the ratio estimator, Cochran, Sampling Techniques (3rd ed. 1977), chapter 6.

namespace Jaram.Statistics;

/// <summary>A ratio of sums.</summary>
/// <param name="Value">The ratio.</param>
/// <param name="StandardError">Of the ratio, were other things drawn alike.</param>
public readonly record struct SumRatio(double Value, double StandardError)
{
    /// <summary>The ratio of the sum above to the sum below.</summary>
    /// <param name="pairs">Two or more, one a thing; those below add up to more than 0.</param>
    /// <exception cref="StatisticsException">They are fewer, or add up to no more.</exception>
    public static SumRatio Of(IReadOnlyCollection<(double Above, double Below)> pairs)
    {
        var (count, above, below) = (pairs.Count, pairs.Sum(pair => pair.Above), pairs.Sum(pair => pair.Below));
        if (count < 2 || !(below > 0))
            throw new StatisticsException(FormattableString.Invariant(
                $"a ratio with its error needs 2 pairs or more that add up to more than 0 below, got {count} and ")
                + FormattableString.Invariant($"{below}: measure more"));
        var ratio = above / below;
        var squares = pairs.Sum(pair => (pair.Above - ratio * pair.Below) * (pair.Above - ratio * pair.Below));
        return new(ratio, Math.Sqrt(squares * count / (count - 1)) / below);
    }
}
