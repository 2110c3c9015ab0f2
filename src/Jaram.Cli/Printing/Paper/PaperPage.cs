// Marks on one page. Positions are points (1/72 inch) from the upper left corner; a PDF counts from the lower left one.
// Source: ISO 32000-1:2008, sections 8.5 (paths) and 9.4 (text).

using System.Globalization;
using System.Text;

namespace Jaram.Cli.Printing.Paper;

/// <summary>A colour.</summary>
/// <param name="Red">0 to 1.</param>
/// <param name="Green">0 to 1.</param>
/// <param name="Blue">0 to 1.</param>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    /// <summary>A colour written as #rrggbb.</summary>
    public static Colour Of(string hex)
    {
        var parts = Convert.FromHexString(hex[1..]);
        return new(parts[0] / 255.0, parts[1] / 255.0, parts[2] / 255.0);
    }

    /// <summary>So much of it over white.</summary>
    public Colour Over(double share) => new(1 - share * (1 - Red), 1 - share * (1 - Green), 1 - share * (1 - Blue));

    /// <summary>Its three numbers.</summary>
    public override string ToString() => $"{PdfFile.Number(Red)} {PdfFile.Number(Green)} {PdfFile.Number(Blue)}";
}

/// <summary>A page of A4.</summary>
/// <param name="foot">What stands at its foot, beside its number.</param>
internal sealed class PaperPage(string foot)
{
    /// <summary>Its width in points.</summary>
    public const double Width = 595.276;

    /// <summary>Its height in points.</summary>
    public const double Height = 841.89;

    /// <summary>How thick a bold stroke is drawn over a letter's own, in parts of its size.</summary>
    private const double Bold = 0.028;

    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    private readonly StringBuilder _content = new();

    /// <summary>What stands at its foot, beside its number.</summary>
    public string Foot { get; } = foot;

    /// <summary>What is on it.</summary>
    public string Content => _content.ToString();

    /// <summary>Fills an area.</summary>
    public void Fill(double x, double y, double width, double height, Colour colour) =>
        _content.Append(_culture, $"{colour} rg {N(x)} {N(Height - y - height)} {N(width)} {N(height)} re f\n");

    /// <summary>Draws a line.</summary>
    public void Line(double x1, double y1, double x2, double y2, double thickness, Colour colour) => _content.Append(
        _culture, $"{colour} RG {N(thickness)} w {N(x1)} {N(Height - y1)} m {N(x2)} {N(Height - y2)} l S\n");

    /// <summary>Sets glyphs.</summary>
    /// <param name="x">Where the first begins.</param>
    /// <param name="baseline">The line that they stand on.</param>
    /// <param name="size">Their size in points.</param>
    /// <param name="ink">Their colour.</param>
    /// <param name="isBold">Bold: there is no second font for it, so outlines are drawn as well.</param>
    /// <param name="signs">The glyphs.</param>
    public void Set(double x, double baseline, double size, Colour ink, bool isBold, IReadOnlyList<Sign> signs)
    {
        if (signs.Count == 0) return;
        _content.Append(_culture, $"BT {ink} rg ");
        if (isBold) _content.Append(_culture, $"{ink} RG {N(size * Bold)} w 2 Tr ");
        _content.Append(_culture, $"1 0 0 1 {N(x)} {N(Height - baseline)} Tm");
        for (var at = 0; at < signs.Count;)
        {
            var font = signs[at].Font;
            _content.Append(_culture, $" /F{font} {N(size)} Tf <");
            for (; at < signs.Count && signs[at].Font == font; at++) _content.Append(_culture, $"{signs[at].Glyph:X4}");
            _content.Append("> Tj");
        }
        _content.Append(isBold ? " 0 Tr ET\n" : " ET\n");
    }

    private static string N(double value) => PdfFile.Number(value);
}
