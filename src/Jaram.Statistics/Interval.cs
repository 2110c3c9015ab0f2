using Jaram.Statistics.Distributions;

namespace Jaram.Statistics;

/// <summary>An estimate and what it may as well be.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="Middle">The estimate.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Interval(double Low, double Middle, double High)
{
    /// <summary>Whether a value lies between the ends, ends included.</summary>
    public bool Holds(double value) => value >= Low && value <= High;

    /// <summary>Both ends and the middle under a rising function.</summary>
    public Interval Through(Func<double, double> rising) => new(rising(Low), rising(Middle), rising(High));

    /// <summary>Student's interval of a mean.</summary>
    /// <param name="sample">Two numbers or more.</param>
    /// <param name="confidence">As in 0.95.</param>
    public static Interval OfMean(Sample sample, double confidence) =>
        Around(sample, StudentT.Quantile(0.5 + confidence / 2, sample.Count - 1));

    /// <summary>So many standard errors to both sides of a mean.</summary>
    internal static Interval Around(Sample sample, double errors) =>
        new(sample.Mean - errors * sample.StandardError, sample.Mean, sample.Mean + errors * sample.StandardError);
}
