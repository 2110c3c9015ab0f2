// Totals side by side: a bar of what each axis gives, and beside its end how far the total may lie to either side.
// Source: ours.

using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Cli.Paying.Charts;

namespace Jaram.Cli.Judging;

/// <summary>Draws the totals.</summary>
/// <param name="desk">Words it.</param>
/// <param name="rubric">Axes and points.</param>
/// <param name="words">Numbers.</param>
internal sealed class CardChart(Desk desk, Rubric rubric, CardWords words)
{
    private const double Width = 640, Left = 130, Right = 120, Row = 34, Bar = 16, Above = 8, Below = 24, Key = 20;

    /// <summary>Styles of it.</summary>
    public const string Css = """
        .chart .a0 { fill: #0072b2; } .chart .a1 { fill: #e69f00; } .chart .a2 { fill: #009e73; }
        .chart .a3 { fill: #cc79a7; } .chart .a4 { fill: #56b4e9; } .chart .a5 { fill: #d55e00; }
        .chart .out { opacity: .35; }
        .chart .span { stroke: var(--ink); stroke-width: 1.4; }
        .chart rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        """;

    /// <summary>The picture.</summary>
    public string Of(Scorecard card)
    {
        var x = new Axis(0, (double)rubric.Points, Left, Width - Right);
        var bottom = Above + Row * card.Candidates.Length;
        List<string> drawn = [];
        foreach (var tick in x.Ticks(5))
        {
            drawn.Add(Svg.Line(x.At(tick), Above, x.At(tick), bottom, "grid"));
            drawn.Add(Svg.Text(x.At(tick), bottom + 15, History.Units.Text(tick, "0.#"), "middle"));
        }
        foreach (var (row, candidate) in card.Candidates.Index()) drawn.AddRange(Bars(candidate, row, x));
        drawn.AddRange(Legend(bottom + Below + 10));
        return Svg.Picture(Width, bottom + Below + Key * Lines, desk.Say("Points by axis, with the bounds of the total",
            "축별 점수와 합계의 범위"), drawn);
    }

    private int Lines => (rubric.Axes.Length + 2) / 3;

    private IEnumerable<string> Bars(CandidateCard candidate, int row, Axis x)
    {
        var (top, at) = (Above + Row * row + (Row - Bar) / 2, 0m);
        var middle = top + Bar / 2;
        var faded = candidate.Places.Length == 0 ? " out" : "";
        yield return Svg.Text(Left - 10, middle + 4, candidate.Candidate.Name, "end", "name");
        foreach (var (axis, id) in rubric.Axes.Select(axis => axis.Id).Index())
        {
            // What is known: a bar must not show points that nobody has given.
            var points = rubric.Items.Zip(candidate.Items).Where(pair => pair.First.Axis == id)
                .Sum(pair => pair.Second.Raw.Length > 0 ? pair.Second.Points.Value : pair.Second.Points.Low);
            var (from, to) = (x.At((double)at), x.At((double)(at + points)));
            yield return $"<rect class=\"a{axis}{faded}\" x=\"{Axis.Pixel(from)}\" y=\"{Axis.Pixel(top)}\" "
                + $"width=\"{Axis.Pixel(to - from)}\" height=\"{Axis.Pixel(Bar)}\"/>";
            at += points;
        }
        var (low, high) = (x.At((double)candidate.Total.Low), x.At((double)candidate.Total.High));
        if (high - low > 0.5)
        {
            yield return Svg.Line(low, middle, high, middle, "span");
            yield return Svg.Line(low, middle - 5, low, middle + 5, "span");
            yield return Svg.Line(high, middle - 5, high, middle + 5, "span");
        }
        yield return Svg.Text(Width - Right + 10, middle + 4, words.Total(candidate), "start", "name");
    }

    private IEnumerable<string> Legend(double top)
    {
        const double column = (Width - 20) / 3;
        foreach (var (at, axis) in rubric.Axes.Index())
        {
            var (left, y) = (10 + column * (at % 3), top + Key * (at / 3));
            yield return $"<rect class=\"a{at}\" x=\"{Axis.Pixel(left)}\" y=\"{Axis.Pixel(y - 8)}\" "
                + "width=\"10\" height=\"10\"/>";
            yield return Svg.Text(left + 16, y + 1, words.Of(axis.Name), "start", "name");
        }
    }
}
