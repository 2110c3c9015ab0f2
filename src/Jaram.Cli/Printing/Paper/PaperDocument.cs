// Sheets bound into a file, with numbers at their feet and a table of contents that readers show beside them.
// Source: ISO 32000-1:2008, sections 7.7 (catalogue, pages), 12.3.3 (outline) and 14.3.3 (information).

using System.Globalization;
using System.Text;

namespace Jaram.Cli.Printing.Paper;

/// <summary>What a file says of itself.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Language">The language that it begins in, as "ko".</param>
/// <param name="Made">When what it tells was made.</param>
/// <param name="Identity">Which file it is: 32 hexadecimal digits.</param>
internal sealed record PaperMark(string Title, string Language, DateTimeOffset Made, string Identity);

/// <summary>Binds pages.</summary>
/// <param name="fonts">What they are set in.</param>
/// <param name="setter">Sets the feet.</param>
internal sealed class PaperDocument(PaperFonts fonts, Typesetter setter)
{
    private const double FootSize = 7;

    /// <summary>The file's bytes.</summary>
    /// <param name="flow">The pages; a line is added to the foot of each.</param>
    /// <param name="mark">What the file says of itself.</param>
    public byte[] Bind(PaperFlow flow, PaperMark mark)
    {
        foreach (var (at, page) in flow.Pages.Index()) Number(page, $"{at + 1} / {flow.Pages.Count}");
        var file = new PdfFile();
        var pages = file.Reserve();
        var numbers = new PdfFonts(file);
        var resources = file.Add("<</Font <<" + string.Concat(fonts.All.Select((font, at) =>
            $"/F{at} {numbers.Add(font, fonts.Used(at))} 0 R ")) + ">>>>");
        List<int> leaves = [.. flow.Pages.Select(page =>
        {
            var content = file.AddStream("", Encoding.ASCII.GetBytes(page.Content));
            return file.Add($"<</Type /Page /Parent {pages} 0 R /Resources {resources} 0 R /MediaBox [0 0 "
                + $"{PdfFile.Number(PaperPage.Width)} {PdfFile.Number(PaperPage.Height)}] /Contents {content} 0 R>>");
        })];
        file.Set(pages, $"<</Type /Pages /Count {leaves.Count} /Kids [{string.Join(' ', leaves.Select(Reference))}]>>");
        var root = file.Add($"<</Type /Catalog /Pages {pages} 0 R /Outlines {Outline(file, flow.Contents, leaves)} 0 R "
            + $"/Lang ({mark.Language}) /ViewerPreferences <</DisplayDocTitle true>>>>");
        var made = mark.Made.UtcDateTime.ToString("'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);
        var about = file.Add($"<</Title {PdfFile.Text(mark.Title)} /Producer (Jaram) /CreationDate ({made}) "
            + $"/ModDate ({made})>>");
        return file.ToBytes(root, about, mark.Identity);
    }

    private void Number(PaperPage page, string number)
    {
        const double baseline = PaperPage.Height - PaperFlow.Margin + 4;
        var right = PaperPage.Width - PaperFlow.Margin - setter.WidthOf(number, FootSize);
        page.Set(PaperFlow.Margin, baseline, FootSize, default, isBold: false, fonts.Signs(page.Foot));
        page.Set(right, baseline, FootSize, default, isBold: false, fonts.Signs(number));
    }

    private static int Outline(PdfFile file, IReadOnlyList<(string Heading, int Page)> contents, List<int> leaves)
    {
        var root = file.Reserve();
        List<int> items = [.. contents.Select(_ => file.Reserve())];
        foreach (var (at, (heading, page)) in contents.Index())
            file.Set(items[at], $"<</Title {PdfFile.Text(heading)} /Parent {root} 0 R /Dest [{leaves[page]} 0 R /Fit]"
                + (at > 0 ? $" /Prev {Reference(items[at - 1])}" : "")
                + (at + 1 < items.Count ? $" /Next {Reference(items[at + 1])}" : "") + ">>");
        file.Set(root, $"<</Type /Outlines /First {Reference(items[0])} /Last {Reference(items[^1])} "
            + $"/Count {items.Count}>>");
        return root;
    }

    private static string Reference(int number) => $"{number} 0 R";
}
