using System.Net;
using Jaram.Cli.History;

namespace Jaram.Cli.Comparing;

/// <summary>Pieces of a page. What comes out of files goes through <see cref="Escaped"/>; what is given as content is
/// HTML already.</summary>
internal static class Html
{
    /// <summary>Text that no browser takes for anything else.</summary>
    public static string Escaped(string text) => WebUtility.HtmlEncode(Tame.Line(text));

    /// <summary>Escaped text that keeps its direction to itself.</summary>
    public static string Isolated(string text) => $"<bdi>{Escaped(text)}</bdi>";

    /// <summary>Lines of content.</summary>
    public static string Lines(IEnumerable<string> content) => string.Join('\n', content);

    /// <summary>A section with a heading and a line about it; without the line if it is empty.</summary>
    public static string Section(string heading, string about, params IEnumerable<string> content) =>
        $"<section>\n<h2>{heading}</h2>\n{(about == "" ? "" : $"<p>{about}</p>\n")}{Lines(content)}\n</section>";

    /// <summary>A table.</summary>
    /// <param name="kind">Its class; "" for none.</param>
    /// <param name="head">Cells of its first row, as <see cref="Head"/> and <see cref="Numbers"/> make them.</param>
    /// <param name="rows">As <see cref="Row"/> makes them.</param>
    public static string Table(string kind, IEnumerable<string> head, IEnumerable<string> rows) =>
        $"<table{(kind == "" ? "" : $" class=\"{kind}\"")}>\n<thead><tr>{string.Concat(head)}</tr></thead>\n<tbody>\n"
        + $"{Lines(rows)}\n</tbody>\n</table>";

    /// <summary>A row of cells.</summary>
    public static string Row(params IEnumerable<string> cells) => $"<tr>{string.Concat(cells)}</tr>";

    /// <summary>A heading's cell.</summary>
    public static string Head(string text) => $"<th>{text}</th>";

    /// <summary>A heading's cell over numbers.</summary>
    public static string Numbers(string text) => $"<th class=\"n\">{text}</th>";

    /// <summary>A cell.</summary>
    public static string Cell(string content, string kind = "") =>
        kind == "" ? $"<td>{content}</td>" : $"<td class=\"{kind}\">{content}</td>";

    /// <summary>A cell on the colour of a heat.</summary>
    public static string Hot(double heat, string text)
    {
        var ink = HeatColour.IsDark(heat) ? "#fff" : "#000";
        return $"<td style=\"background:{Hex(heat)};color:{ink}\">{Escaped(text)}</td>";
    }

    /// <summary>The colour of a heat in [0, 1], as CSS has it.</summary>
    public static string Hex(double heat)
    {
        var (red, green, blue) = HeatColour.Of(heat);
        return $"#{red:x2}{green:x2}{blue:x2}";
    }

    /// <summary>A cell with a number.</summary>
    public static string Number(string text, string kind = "") =>
        Cell(Escaped(text), kind == "" ? "n" : $"n {kind}");
}
