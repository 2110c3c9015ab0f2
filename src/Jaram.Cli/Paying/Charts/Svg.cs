using Jaram.Cli.Comparing;

namespace Jaram.Cli.Paying.Charts;

/// <summary>Pieces of a picture. Coordinates are pixels of a picture that scales with the page.</summary>
internal static class Svg
{
    /// <summary>Strokes of arms: colours that all eyes tell apart (Okabe and Ito, Color Universal Design,
    /// 2008).</summary>
    private static readonly string[] _colours = ["var(--dim)", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"];

    private static readonly string[] _dashes = ["none", "none", "7 3", "2 3", "9 3 2 3", "1 2"];

    /// <summary>The style of all pictures.</summary>
    public const string Css = """
        .chart { width: 100%; height: auto; max-width: 46rem; display: block; }
        .chart text { font-size: 11px; fill: var(--dim); }
        .chart .name { fill: var(--ink); }
        .chart .grid { stroke: var(--line); stroke-width: .7; }
        .chart .rule { stroke: var(--dim); stroke-width: 1; stroke-dasharray: 4 3; }
        .chart .curve { fill: none; stroke-width: 1.6; }
        .chart .seed { fill-opacity: .35; }
        """;

    /// <summary>A picture with a sentence for those who do not see it.</summary>
    public static string Picture(double width, double height, string about, params IEnumerable<string> content) =>
        $"<svg class=\"chart\" viewBox=\"0 0 {P(width)} {P(height)}\" role=\"img\" "
        + $"aria-label=\"{Html.Escaped(about)}\">\n{Html.Lines(content)}\n</svg>";

    /// <summary>A straight line.</summary>
    public static string Line(double x1, double y1, double x2, double y2, string kind) =>
        $"<line class=\"{kind}\" x1=\"{P(x1)}\" y1=\"{P(y1)}\" x2=\"{P(x2)}\" y2=\"{P(y2)}\"/>";

    /// <summary>A line in an arm's colour.</summary>
    public static string Bar(double x1, double y1, double x2, double y2, int arm) =>
        $"<line x1=\"{P(x1)}\" y1=\"{P(y1)}\" x2=\"{P(x2)}\" y2=\"{P(y2)}\" "
        + $"stroke=\"{Colour(arm)}\" stroke-width=\"2\"/>";

    /// <summary>A dot in an arm's colour.</summary>
    public static string Dot(double x, double y, double radius, int arm, string kind = "") =>
        $"<circle{(kind == "" ? "" : $" class=\"{kind}\"")} cx=\"{P(x)}\" cy=\"{P(y)}\" r=\"{P(radius)}\" "
        + $"fill=\"{Colour(arm)}\"/>";

    /// <summary>A line through points in an arm's colour and dashes.</summary>
    public static string Curve(IEnumerable<(double X, double Y)> points, int arm) =>
        $"<polyline class=\"curve\" stroke=\"{Colour(arm)}\" "
        + $"stroke-dasharray=\"{_dashes[arm % _dashes.Length]}\" points=\""
        + string.Join(' ', points.Select(point => $"{P(point.X)},{P(point.Y)}")) + "\"/>";

    /// <summary>Words; "start", "middle" or "end" of them lies at the point.</summary>
    public static string Text(double x, double y, string words, string anchor, string kind = "") =>
        $"<text{(kind == "" ? "" : $" class=\"{kind}\"")} x=\"{P(x)}\" y=\"{P(y)}\" text-anchor=\"{anchor}\">"
        + $"{Html.Escaped(words)}</text>";

    private static string Colour(int arm) => _colours[arm % _colours.Length];

    private static string P(double value) => Axis.Pixel(value);
}
