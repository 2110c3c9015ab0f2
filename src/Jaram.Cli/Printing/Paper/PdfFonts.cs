// Fonts as objects of a PDF. A font is embedded whole, as it is small, and text is glyph numbers, two bytes each; a map
// from glyphs back to characters lets readers search and copy, Hangul included.
// Source: ISO 32000-1:2008, sections 9.7 (composite fonts), 9.9 (font programs) and 9.10.3 (ToUnicode).

using System.Text;

namespace Jaram.Cli.Printing.Paper;

/// <summary>Writes fonts.</summary>
/// <param name="file">Where.</param>
internal sealed class PdfFonts(PdfFile file)
{
    /// <summary>Entries of one list in a character map.</summary>
    private const int MostEntries = 100;

    /// <summary>Height of capitals, in both fonts.</summary>
    private const int CapHeight = 714;

    private const string Identity = "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>";

    /// <summary>Adds a font.</summary>
    /// <param name="font">Which.</param>
    /// <param name="used">Glyphs that are set in it, and what they stand for.</param>
    /// <returns>Its number.</returns>
    public int Add(TrueTypeFont font, SortedDictionary<ushort, Rune> used)
    {
        var program = file.AddStream($"/Length1 {font.File.Length}", font.File);
        // 4 of the flags: glyphs beyond the Latin alphabet.
        var descriptor = file.Add($"<</Type /FontDescriptor /FontName /{font.Name} /Flags 4 "
            + $"/FontBBox [{string.Join(' ', font.Box)}] /ItalicAngle 0 /Ascent {font.Ascent} /Descent {font.Descent} "
            + $"/CapHeight {CapHeight} /StemV 80 /FontFile2 {program} 0 R>>");
        var widths = string.Join(' ', used.Keys.Select(glyph => $"{glyph} [{font.Width(glyph)}]"));
        var glyphs = file.Add($"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{font.Name} {Identity} "
            + $"/FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW {TrueTypeFont.Em} /W [{widths}]>>");
        var map = file.AddStream("", Encoding.ASCII.GetBytes(CharacterMap(used)));
        return file.Add($"<</Type /Font /Subtype /Type0 /BaseFont /{font.Name} /Encoding /Identity-H "
            + $"/DescendantFonts [{glyphs} 0 R] /ToUnicode {map} 0 R>>");
    }

    private static string CharacterMap(SortedDictionary<ushort, Rune> used) => $"""
        /CIDInit /ProcSet findresource begin
        12 dict begin
        begincmap
        {Identity} def
        /CMapName /Adobe-Identity-UCS def
        /CMapType 2 def
        1 begincodespacerange
        <0000> <FFFF>
        endcodespacerange
        {string.Join('\n', used.Chunk(MostEntries).Select(some => $"{some.Length} beginbfchar\n"
            + string.Join('\n', some.Select(one => $"<{one.Key:X4}> <{Utf16(one.Value)}>")) + "\nendbfchar"))}
        endcmap
        CMapName currentdict /CMap defineresource pop
        end
        end

        """;

    private static string Utf16(Rune rune) => Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(rune.ToString()));
}
