// Source: ours; HTML Living Standard; SVG 2.

using Jaram.Cli.Comparing;
using Jaram.Cli.Paying.Charts;

namespace Jaram.Cli.Printing;

/// <summary>Puts content on a screen.</summary>
internal static class HtmlContent
{
    /// <summary>Styles of it, besides those of every page.</summary>
    public static string Css { get; } = """
        .verdict { font-weight: 600; white-space: nowrap; }
        .verdict.good { color: var(--good); } .verdict.bad { color: var(--bad); }
        .reasons { margin: .2rem 0 0; padding-left: 1.1rem; font-size: .85rem; color: var(--dim); }
        .dim { font-size: .85em; color: var(--dim); }
        .grade { font-size: .75rem; border: 1px solid var(--line); border-radius: .3rem; padding: 0 .25rem;
          white-space: nowrap; color: var(--dim); }
        .over th { color: var(--ink); font-weight: 600; padding-top: .7rem; }
        tfoot td, tfoot th { border-top: 2px solid var(--line); font-weight: 600; text-align: left; }
        h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
        .chart .span { stroke: var(--ink); stroke-width: 1.4; }
        .chart rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        @media print { h3 { break-after: avoid; } tfoot { display: table-row-group; } }

        """ + Html.Lines(Enumerable.Range(0, SeriesColour.Count).Select(series =>
            $".chart .a{series} {{ fill: {SeriesColour.Of(series)}; }}"))
        + FormattableString.Invariant($"\n.chart .out {{ opacity: {SeriesColour.Pale}; }}");

    /// <summary>A section.</summary>
    public static string Of(Section section) =>
        Html.Section(Html.Escaped(section.Heading), Html.Escaped(section.About), section.Blocks.Select(Of));

    private static string Of(Block block) => block switch
    {
        Block.Text text => $"<p>{Html.Escaped(text.Says)}</p>",
        Block.Subheading heading => $"<h3>{Html.Isolated(heading.Says)}</h3>",
        Block.Bullets list =>
            $"<ul>{Html.Lines(list.Lines.Select(line => $"<li>{Html.Escaped(line)}</li>"))}</ul>",
        Block.Drawing { Picture: var picture } =>
            Svg.Picture(picture.Width, picture.Height, picture.About, picture.Marks.Select(Of)),
        Block.Table table => Of(table),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(Block.Table table) =>
        $"<div class=\"scroll\"><table{(table.Kind == "" ? "" : $" class=\"{table.Kind}\"")}>\n"
        + $"<thead>{Of(table.Head, "th")}</thead>\n<tbody>\n"
        + Html.Lines(table.Rows.Select(row => Of(row, row.IsHeading ? "th" : "td"))) + "\n</tbody>\n"
        + (table.Foot.Cells.Count == 0 ? "" : $"<tfoot>{Of(table.Foot, "th")}</tfoot>\n") + "</table></div>";

    private static string Of(Row row, string tag) => $"<tr{(row.IsHeading && tag == "th" ? " class=\"over\"" : "")}>"
        + string.Concat(row.Cells.Select(cell => $"<{tag}{(cell.IsNumber ? " class=\"n\"" : "")}"
            + $"{(cell.Span == 1 ? "" : $" colspan=\"{cell.Span}\"")}>{Of(cell.Paragraphs)}</{tag}>")) + "</tr>";

    private static string Of(IReadOnlyList<Paragraph> paragraphs)
    {
        var lines = string.Join("<br>", paragraphs.Where(one => !one.IsBullet).Select(Of));
        var bullets = string.Concat(paragraphs.Where(one => one.IsBullet).Select(one => $"<li>{Of(one)}</li>"));
        return lines + (bullets == "" ? "" : $"<ul class=\"reasons\">{bullets}</ul>");
    }

    private static string Of(Paragraph paragraph) => string.Concat(paragraph.Runs.Select(Of));

    private static string Of(Run run)
    {
        var text = Html.Escaped(run.Text);
        return run.Tone switch
        {
            Tone.Name => Html.Isolated(run.Text),
            Tone.Strong => $"<strong>{text}</strong>",
            Tone.Dim => $"<span class=\"dim\">{text}</span>",
            Tone.Grade => $"<span class=\"grade\">{text}</span>",
            Tone.Code => $"<code>{text}</code>",
            Tone.Open => $"<span class=\"verdict\">{text}</span>",
            Tone.Good => $"<span class=\"verdict good\">{text}</span>",
            Tone.Bad => $"<span class=\"verdict bad\">{text}</span>",
            _ => text,
        };
    }

    private static string Of(Mark mark) => mark switch
    {
        Mark.Area area => $"<rect class=\"a{area.Series % SeriesColour.Count}{(area.IsPale ? " out" : "")}\" "
            + $"x=\"{Axis.Pixel(area.X)}\" y=\"{Axis.Pixel(area.Y)}\" width=\"{Axis.Pixel(area.Width)}\" "
            + $"height=\"{Axis.Pixel(area.Height)}\"/>",
        Mark.Line line => Svg.Line(line.X1, line.Y1, line.X2, line.Y2, line.IsGrid ? "grid" : "span"),
        Mark.Words words => Svg.Text(words.X, words.Y, words.Text, words.Anchor switch
        {
            Anchor.Start => "start",
            Anchor.Middle => "middle",
            _ => "end",
        }, words.IsName ? "name" : ""),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
