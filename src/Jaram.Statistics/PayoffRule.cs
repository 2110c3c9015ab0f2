namespace Jaram.Statistics;

/// <summary>How a comparison is judged: fixed, and registered, before anything is run.</summary>
public sealed record PayoffRule
{
    /// <summary>Of every interval, as in 0.95; what is left is the level of every test.</summary>
    public required double Confidence { get; init => field = Share(value, nameof(Confidence)); }

    /// <summary>The least gain that counts, as a multiple of compute: 1.05 is 5 %.</summary>
    public required double Gain
    {
        get;
        init => field = value is > 1 and < 100
            ? value
            : throw new StatisticsException(FormattableString.Invariant(
                $"gain must be above 1 and below 100, got {value}: 1.05 asks for 5 % of compute"));
    }

    /// <summary>How often a gain of that size should be found, as in 0.8.</summary>
    public required double Power { get; init => field = Share(value, nameof(Power)); }

    /// <summary>Samples of a bootstrap.</summary>
    public required int Samples
    {
        get;
        init => field = value is >= 20 and <= 100_000
            ? value
            : throw new StatisticsException($"samples must be from 20 to 100000, got {value}: 200 are usual");
    }

    /// <summary>Decides every draw of a bootstrap.</summary>
    public required int Key { get; init; }

    /// <summary>The chance of a false yes in the whole comparison, at most.</summary>
    internal double Level => 1 - Confidence;

    private static double Share(double value, string name) => value is > 0.5 and < 1
        ? value
        : throw new StatisticsException(FormattableString.Invariant(
            $"{name.ToLowerInvariant()} must be above 0.5 and below 1, got {value}: 0.95 is usual"));
}
