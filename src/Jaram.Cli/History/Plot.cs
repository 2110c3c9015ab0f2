namespace Jaram.Cli.History;

/// <summary>Draws numbers as a hill of blocks, eight heights a line.</summary>
internal static class Plot
{
    private const string Heights = " ▁▂▃▄▅▆▇█", Widths = " ▏▎▍▌▋▊▉█";
    private const int Parts = 8;

    /// <summary>A hill, top line first; as wide as there are numbers, or as columns.</summary>
    /// <param name="values">Finite numbers, in order.</param>
    /// <param name="columns">How wide at most, 1 or more.</param>
    /// <param name="rows">How high, 1 or more.</param>
    public static IReadOnlyList<string> Hill(IReadOnlyList<double> values, int columns, int rows)
    {
        columns = Math.Min(columns, values.Count);
        if (columns == 0) return [];
        var means = Enumerable.Range(0, columns).Select(column => values.Skip(column * values.Count / columns)
            .Take((column + 1) * values.Count / columns - column * values.Count / columns).Average()).ToArray();
        var (least, most) = (means.Min(), means.Max());
        var scale = most > least ? (rows * Parts - 1) / (most - least) : 0;
        var heights = Array.ConvertAll(means, mean => 1 + (int)Math.Round((mean - least) * scale));
        return [.. Enumerable.Range(0, rows).Reverse().Select(row => string.Concat(
            heights.Select(height => Heights[Math.Clamp(height - row * Parts, 0, Parts)])))];
    }

    /// <summary>A bar that is full at 1.</summary>
    public static string Bar(double share, int columns)
    {
        var parts = (int)Math.Round(Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1) * columns * Parts);
        var (whole, rest) = Math.DivRem(parts, Parts);
        return (new string(Widths[^1], whole) + (rest > 0 ? Widths[rest] : "")).PadRight(columns);
    }
}
