using Jaram.Cli.History;

namespace Jaram.Cli.Paying.Charts;

/// <summary>Values along a line of pixels.</summary>
/// <param name="From">The value at its start.</param>
/// <param name="To">The value at its end, above the first.</param>
/// <param name="Start">Pixels of the start.</param>
/// <param name="End">Pixels of the end; may lie before.</param>
internal readonly record struct Axis(double From, double To, double Start, double End)
{
    /// <summary>Where a value lies, in pixels; what is beyond an end lies at it.</summary>
    public double At(double value) => double.Lerp(Start, End, Math.Clamp((value - From) / (To - From), 0, 1));

    /// <summary>Whether a value lies between the ends.</summary>
    public bool Holds(double value) => value >= From && value <= To;

    /// <summary>Round values along it, about so many. Source: Heckbert, "Nice numbers for graph labels", Graphics Gems
    /// (1990).</summary>
    public IEnumerable<double> Ticks(int about)
    {
        var rough = (To - From) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        for (var n = Math.Ceiling(From / step); n * step <= To + step * 1e-9; n++) yield return n * step;
    }

    /// <summary>An axis over some values with a margin on both sides.</summary>
    public static Axis Over(IReadOnlyCollection<double> values, double margin, double start, double end)
    {
        var (low, high) = (values.Min(), values.Max());
        var room = Math.Max((high - low) * margin, 1e-6 + Math.Abs(high) * 1e-6);
        return new(low - room, high + room, start, end);
    }

    /// <summary>A pixel, as SVG has it.</summary>
    public static string Pixel(double value) => Units.Text(value, "0.#");
}
