// Source: Unicode 16 Blocks.txt; a letter belongs to the script of its block. Exact script properties would differ in a
// few punctuation-like letters only.

using System.Globalization;
using System.Text;

namespace Jaram.Training.Data;

/// <summary>A script, told by Unicode block.</summary>
public enum Script
{
    /// <summary>Any other script.</summary>
    Other,

    /// <summary>English, Indonesian, Vietnamese…</summary>
    Latin,

    /// <summary>Korean: syllables and jamo.</summary>
    Hangul,

    /// <summary>Chinese characters, in any language.</summary>
    Han,

    /// <summary>Hiragana and katakana.</summary>
    Kana,

    /// <summary>Arabic, Persian, Urdu…</summary>
    Arabic,

    /// <summary>Thai.</summary>
    Thai,

    /// <summary>Hindi, Nepali, Marathi…</summary>
    Devanagari,

    /// <summary>Russian, Kazakh, Mongolian…</summary>
    Cyrillic,
}

/// <summary>Counts letters by script.</summary>
internal static class Scripts
{
    public static int Count { get; } = Enum.GetValues<Script>().Length;

    private static readonly (int First, int Last, Script Script)[] _blocks =
    [
        (0x0041, 0x024F, Script.Latin), (0x0400, 0x052F, Script.Cyrillic), (0x0600, 0x06FF, Script.Arabic),
        (0x0750, 0x077F, Script.Arabic), (0x0870, 0x08FF, Script.Arabic), (0x0900, 0x097F, Script.Devanagari),
        (0x0E00, 0x0E7F, Script.Thai), (0x1100, 0x11FF, Script.Hangul), (0x1C80, 0x1C8F, Script.Cyrillic),
        (0x1E00, 0x1EFF, Script.Latin), (0x2C60, 0x2C7F, Script.Latin), (0x2DE0, 0x2DFF, Script.Cyrillic),
        (0x3005, 0x3007, Script.Han), (0x3040, 0x30FF, Script.Kana), (0x3130, 0x318F, Script.Hangul),
        (0x31F0, 0x31FF, Script.Kana), (0x3400, 0x4DBF, Script.Han), (0x4E00, 0x9FFF, Script.Han),
        (0xA640, 0xA69F, Script.Cyrillic), (0xA720, 0xA7FF, Script.Latin), (0xA8E0, 0xA8FF, Script.Devanagari),
        (0xA960, 0xA97F, Script.Hangul), (0xAC00, 0xD7FF, Script.Hangul), (0xF900, 0xFAFF, Script.Han),
        (0xFB00, 0xFB06, Script.Latin), (0xFB50, 0xFDFF, Script.Arabic), (0xFE70, 0xFEFF, Script.Arabic),
        (0xFF21, 0xFF5A, Script.Latin), (0xFF66, 0xFF9F, Script.Kana), (0xFFA0, 0xFFDC, Script.Hangul),
        (0x1B000, 0x1B16F, Script.Kana), (0x20000, 0x323AF, Script.Han),
    ];

    /// <summary>Letters (and vowel signs of known scripts) by script, index = <see cref="Script"/>.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="characters">Its code points.</param>
    public static long[] Letters(string text, out int characters)
    {
        var letters = new long[Count];
        characters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            characters++;
            var category = Rune.GetUnicodeCategory(rune);
            if (category <= UnicodeCategory.OtherLetter) letters[(int)Of(rune.Value)]++;
            else if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                && Of(rune.Value) is var script and not Script.Other) letters[(int)script]++;
        }
        return letters;
    }

    private static Script Of(int character)
    {
        var (low, high) = (0, _blocks.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (character < _blocks[middle].First) high = middle - 1;
            else if (character > _blocks[middle].Last) low = middle + 1;
            else return _blocks[middle].Script;
        }
        return Script.Other;
    }
}
