// A table on paper. Its head stands again at the top of every sheet; a row goes whole to the next sheet where it does
// not fit, and is taken apart between lines only if no sheet would hold it.
// Source: ours.

namespace Jaram.Cli.Printing.Paper;

/// <summary>Lays a table out.</summary>
/// <param name="flow">Where.</param>
/// <param name="setter">Breaks text into lines.</param>
/// <param name="table">The table.</param>
internal sealed class PaperTable(PaperFlow flow, Typesetter setter, Block.Table table)
{
    private const double Size = 7.6, Above = 2.5, Below = 2.5, Gutter = 7, Indent = 6, Line = Size * PaperFlow.Leading;

    private readonly List<double> _edges = Edges(table.Shares);

    /// <summary>Lays it out.</summary>
    public void Add()
    {
        var head = Laid(table.Head, Tint.Pale);
        var rows = table.Rows.Select(row => (row.IsHeading, Cells: Laid(row, Tint.Ink))).ToList();
        flow.Need(Height(head) + Height(rows.Count > 0 ? rows[0].Cells : []));
        Put(head, 0);
        for (var at = 0; at < rows.Count; at++)
        {
            // A heading stays with the row below it.
            var whole = Height(rows[at].Cells)
                + (rows[at].IsHeading && at + 1 < rows.Count ? Height(rows[at + 1].Cells) : 0);
            if (flow.Room < whole && whole + Height(head) <= PaperFlow.WholePage) Turn(head);
            PutPieces(rows[at].Cells, head);
        }
        if (table.Foot.Cells.Count == 0) return;
        var foot = Laid(table.Foot, Tint.Ink, isStrong: true);
        if (flow.Room < Height(foot)) Turn(head);
        Put(foot, 1.2);
    }

    private void Turn(List<LaidCell> head)
    {
        flow.Turn();
        Put(head, 0);
    }

    /// <summary>Puts a row, in as many pieces as sheets are needed for it.</summary>
    private void PutPieces(List<LaidCell> cells, List<LaidCell> head)
    {
        var thickness = .5;
        while (Height(cells) > flow.Room)
        {
            var lines = (int)((flow.Room - Above - Below) / Line);
            if (lines > 0) Put([.. cells.Select(cell => cell with { Lines = [.. cell.Lines.Take(lines)] })], thickness);
            (cells, thickness) = ([.. cells.Select(cell => cell with { Lines = [.. cell.Lines.Skip(lines)] })], 0);
            Turn(head);
        }
        Put(cells, thickness);
    }

    private void Put(List<LaidCell> cells, double thickness)
    {
        if (thickness > 0) flow.Rule(PaperFlow.Margin, flow.Y, PaperFlow.Width, thickness);
        foreach (var cell in cells)
            foreach (var (row, line) in cell.Lines.Index())
                flow.Put(line.Text, cell.IsNumber ? cell.Right - line.Text.Width : cell.Left + line.Indent,
                    flow.Y + Above + row * Line, Size, cell.Tint);
        flow.Skip(Height(cells));
    }

    private List<LaidCell> Laid(Row row, Tint tint, bool isStrong = false)
    {
        List<LaidCell> cells = [];
        var column = 0;
        foreach (var cell in row.Cells)
        {
            var (left, right) = (_edges[column], _edges[column + cell.Span] - Gutter);
            if (column + cell.Span == table.Shares.Count) right += Gutter;
            cells.Add(new(left, right, cell.IsNumber, tint,
                [.. cell.Paragraphs.SelectMany(one => Lines(one, right - left, isStrong || row.IsHeading))]));
            column += cell.Span;
        }
        return cells;
    }

    private IEnumerable<LaidLine> Lines(Paragraph paragraph, double width, bool isStrong)
    {
        var runs = isStrong ? [.. paragraph.Runs.Select(run => run.Tone == Tone.Plain ? run with { Tone = Tone.Strong }
            : run)] : paragraph.Runs;
        if (!paragraph.IsBullet) return setter.Break(runs, Size, width).Select(line => new LaidLine(line, 0));
        // The bullet stands on the first line, before where all lines begin.
        var bullet = setter.Break([new("•", Tone.Dim)], Size, Indent)[0].Stretches;
        return setter.Break([.. runs.Select(run => run with { Tone = Tone.Dim })], Size, width - Indent)
            .Select((line, at) => new LaidLine(at > 0 ? line : line with
            {
                Stretches = [.. bullet.Select(one => one with { X = -Indent }), .. line.Stretches],
            }, Indent));
    }

    private static double Height(List<LaidCell> cells) =>
        Above + Below + cells.Select(cell => cell.Lines.Count).DefaultIfEmpty(0).Max() * Line;

    private static List<double> Edges(IReadOnlyList<double> shares)
    {
        List<double> edges = [PaperFlow.Margin];
        foreach (var share in shares) edges.Add(edges[^1] + PaperFlow.Width * share / shares.Sum());
        return edges;
    }

    private sealed record LaidCell(double Left, double Right, bool IsNumber, Tint Tint, IReadOnlyList<LaidLine> Lines);

    private sealed record LaidLine(TextLine Text, double Indent);
}
