using Jaram.Architecture.Costing;

namespace Jaram.Server.Counting;

/// <summary>What energy and the machine cost. All of it is declared by whoever runs the server, and told by
/// /props.</summary>
public sealed record Prices
{
    /// <summary>Won for a kilowatt-hour, the cooling included.</summary>
    public double WonPerKilowattHour { get; init => field = NotNegative(value, "a kilowatt-hour"); } =
        Assumptions.UsualTariff * Assumptions.UsualPue;

    /// <summary>Won for an hour of the machine: its price over its life, its upkeep.</summary>
    public double WonPerHour { get; init => field = NotNegative(value, "an hour"); }

    /// <summary>Watts of a busy core, where the machine has no energy counter that can be read.</summary>
    public double WattsPerCore { get; init => field = NotNegative(value, "a core"); } =
        EnergyMeter.AssumedWatts;

    private static double NotNegative(double value, string what) => value is >= 0 and < double.PositiveInfinity
        ? value
        : throw new ServerException(FormattableString.Invariant(
            $"the price or power of {what} must be 0 or more, got {value}; correct it"));
}
