namespace Jaram.Cli.Raising;

/// <summary>Draws numbers as a line of blocks, eight heights.</summary>
internal static class Curve
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>The means of equal stretches, the highest as a full block; one column a number if there are
    /// few.</summary>
    /// <param name="values">Finite numbers, in order.</param>
    /// <param name="columns">How wide at most, 1 or more.</param>
    public static string Of(IReadOnlyList<double> values, int columns)
    {
        columns = Math.Min(columns, values.Count);
        if (columns == 0) return "";
        var means = Enumerable.Range(0, columns).Select(c => Mean(values, c * values.Count / columns,
            (c + 1) * values.Count / columns)).ToArray();
        var (least, most) = (means.Min(), means.Max());
        var height = most > least ? (Blocks.Length - 1) / (most - least) : 0;
        return string.Concat(means.Select(mean => Blocks[(int)Math.Round((mean - least) * height)]));
    }

    private static double Mean(IReadOnlyList<double> values, int from, int to)
    {
        var sum = 0.0;
        for (var i = from; i < to; i++) sum += values[i];
        return sum / (to - from);
    }
}
