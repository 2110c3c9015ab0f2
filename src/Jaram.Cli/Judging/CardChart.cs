// Totals side by side: a bar of what each axis gives, and beside its end how far the total may lie to either side.
// Source: ours.

using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Cli.History;
using Jaram.Cli.Paying.Charts;
using Jaram.Cli.Printing;

namespace Jaram.Cli.Judging;

/// <summary>Draws the totals.</summary>
/// <param name="desk">Words it.</param>
/// <param name="rubric">Axes and points.</param>
/// <param name="words">Numbers.</param>
internal sealed class CardChart(Desk desk, Rubric rubric, CardWords words)
{
    private const double Width = 640, Left = 150, Right = 120, Row = 34, Bar = 16, Above = 8, Below = 24, Key = 20;

    /// <summary>Columns that a name has room for.</summary>
    private const int NameColumns = 20;

    /// <summary>The picture.</summary>
    /// <param name="candidates">From top to bottom.</param>
    public Picture Of(IReadOnlyList<CandidateCard> candidates)
    {
        var x = new Axis(0, (double)rubric.Points, Left, Width - Right);
        var bottom = Above + Row * candidates.Count;
        List<Mark> drawn = [];
        foreach (var tick in x.Ticks(5))
        {
            drawn.Add(new Mark.Line(x.At(tick), Above, x.At(tick), bottom, IsGrid: true));
            drawn.Add(new Mark.Words(x.At(tick), bottom + 15, Units.Text(tick, "0.#"), Anchor.Middle, IsName: false));
        }
        foreach (var (row, candidate) in candidates.Index()) drawn.AddRange(Bars(candidate, row, x));
        drawn.AddRange(Legend(bottom + Below + 10));
        return new(Width, bottom + Below + Key * Lines, desk.Say("Points by axis, with the bounds of the total",
            "축별 점수와 합계의 범위"), drawn);
    }

    private int Lines => (rubric.Axes.Length + 2) / 3;

    private IEnumerable<Mark> Bars(CandidateCard candidate, int row, Axis x)
    {
        var (top, at) = (Above + Row * row + (Row - Bar) / 2, 0m);
        var middle = top + Bar / 2;
        var name = CellWidth.Shortened(candidate.Candidate.Name, NameColumns);
        yield return new Mark.Words(Left - 10, middle + 4, name, Anchor.End, IsName: true);
        foreach (var (axis, id) in rubric.Axes.Select(axis => axis.Id).Index())
        {
            // What is known: a bar must not show points that nobody has given.
            var points = rubric.Items.Zip(candidate.Items).Where(pair => pair.First.Axis == id)
                .Sum(pair => pair.Second.Raw.Length > 0 ? pair.Second.Points.Value : pair.Second.Points.Low);
            var (from, to) = (x.At((double)at), x.At((double)(at + points)));
            yield return new Mark.Area(from, top, to - from, Bar, axis, IsPale: candidate.Places.Length == 0);
            at += points;
        }
        var (low, high) = (x.At((double)candidate.Total.Low), x.At((double)candidate.Total.High));
        if (high - low > 0.5)
        {
            yield return new Mark.Line(low, middle, high, middle, IsGrid: false);
            yield return new Mark.Line(low, middle - 5, low, middle + 5, IsGrid: false);
            yield return new Mark.Line(high, middle - 5, high, middle + 5, IsGrid: false);
        }
        yield return new Mark.Words(Width - Right + 10, middle + 4, words.Total(candidate), Anchor.Start, IsName: true);
    }

    private IEnumerable<Mark> Legend(double top)
    {
        const double column = (Width - 20) / 3;
        foreach (var (at, axis) in rubric.Axes.Index())
        {
            var (left, y) = (10 + column * (at % 3), top + Key * (at / 3));
            yield return new Mark.Area(left, y - 8, 10, 10, at, IsPale: false);
            yield return new Mark.Words(left + 16, y + 1, words.Of(axis.Name), Anchor.Start, IsName: true);
        }
    }
}
