// A quantity as a point table carries it: in decimal, as officials add it up, between the least and the most that it
// can be. An exact one has three equal numbers; an unknown one all of its range.
// Source: interval arithmetic (Moore, Interval Analysis, 1966); rounding as the ministry rounds: 11.85 is 11.9.

using System.Text.Json.Serialization;

namespace Jaram.Assay.Scorecards.Points;

/// <summary>A number and its bounds.</summary>
/// <param name="Low">The least.</param>
/// <param name="Value">The number; of an unknown one the middle.</param>
/// <param name="High">The most.</param>
public readonly record struct Bounds(decimal Low, decimal Value, decimal High)
{
    /// <summary>A number that is known.</summary>
    public static Bounds Exact(decimal value) => new(value, value, value);

    /// <summary>A number of which only the range is known.</summary>
    public static Bounds Between(decimal low, decimal high) => new(low, (low + high) / 2, high);

    /// <summary>Whether nothing is left open.</summary>
    [JsonIgnore]
    public bool IsExact => Low == High;

    /// <summary>Whether a number lies between the bounds, ends included.</summary>
    public bool Holds(decimal value) => value >= Low && value <= High;

    /// <summary>All three numbers under a function that never falls, or never rises.</summary>
    public Bounds Through(Func<decimal, decimal> monotone)
    {
        var (low, high) = (monotone(Low), monotone(High));
        return new(Math.Min(low, high), monotone(Value), Math.Max(low, high));
    }

    /// <summary>Rounded as by hand: halves away from zero.</summary>
    public Bounds Rounded(int decimals) =>
        Through(value => Math.Round(value, decimals, MidpointRounding.AwayFromZero));

    /// <summary>The sum, whatever each of both is.</summary>
    public static Bounds operator +(Bounds one, Bounds other) =>
        new(one.Low + other.Low, one.Value + other.Value, one.High + other.High);

    /// <summary>The difference, whatever each of both is.</summary>
    public static Bounds operator -(Bounds one, Bounds other) =>
        new(one.Low - other.High, one.Value - other.Value, one.High - other.Low);

    /// <summary>So many times the number.</summary>
    public static Bounds operator *(decimal times, Bounds of) => of.Through(value => times * value);
}
