// Columns that text takes in a terminal: a Hangul syllable two, a mark that is written over a letter none.
// Source: Unicode Standard Annex 11, East Asian Width, classes W and F, in whole blocks.

using System.Globalization;
using System.Text;

namespace Jaram.Cli.Speaking;

/// <summary>Counts columns.</summary>
internal static class CellWidth
{
    private static readonly (int First, int Last)[] _wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
        (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F900, 0x1F9FF),
        (0x20000, 0x3FFFD),
    ];

    /// <summary>Columns of a text without line breaks.</summary>
    public static int Of(string text)
    {
        var columns = 0;
        foreach (var rune in text.EnumerateRunes()) columns += Of(rune);
        return columns;
    }

    /// <summary>A text that takes no more columns than there are: what is too long loses its middle to a mark.
    /// </summary>
    public static string Shortened(string text, int columns)
    {
        if (Of(text) <= columns) return text;
        var runes = text.EnumerateRunes().ToArray();
        var (from, to, room) = (0, runes.Length, columns - 1);
        for (var isFront = true; from < to; isFront = !isFront)
        {
            room -= Of(runes[isFront ? from : to - 1]);
            if (room < 0) break;
            if (isFront) from++;
            else to--;
        }
        return $"{string.Concat(runes[..from])}…{string.Concat(runes[to..])}";
    }

    private static int Of(Rune rune)
    {
        if (rune.Value < 0x300) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format) return 0;
        return _wide.Any(range => rune.Value >= range.First && rune.Value <= range.Last) ? 2 : 1;
    }
}
