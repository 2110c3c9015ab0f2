// The stretches of a text that tell whether another text has it too. Only letters and digits count, in small letters.
//
//   13 words: as GPT-3 was checked. A stretch of so many words hardly ever comes twice by chance.
//   24 Hangul syllables (72 bytes of UTF-8), blanks left out: Korean glues particles to words and spaces them freely,
//   so 13 of its words are as long as 20 to 25 English ones, longer than most questions, and one blank more or less
//   would hide a copy. 24 syllables are as many bytes as 13 English words with their blanks, about 70.
//
// A text is cut the second way if a third of its letters or more are Hangul.
// Source: 13-grams: Brown et al., arXiv:2005.14165, appendix C; syllables: ours.

using System.Collections.Immutable;
using System.Text;

namespace Jaram.Assay.Tasks.Contamination;

/// <summary>How a text is cut.</summary>
internal enum GramUnit
{
    /// <summary>Into 13 words.</summary>
    Words,

    /// <summary>Into 24 syllables.</summary>
    Syllables,
}

/// <summary>Cuts texts into stretches, each told by a hash of 64 bits.</summary>
internal static class Grams
{
    /// <summary>Units of a stretch.</summary>
    public const int WordsOfOne = 13, SyllablesOfOne = 24;

    private const ulong Base = 0x9E3779B97F4A7C15, Start = 0xCBF29CE484222325, Prime = 0x100000001B3;

    /// <summary>How a text is to be cut.</summary>
    public static GramUnit UnitOf(string text)
    {
        var (letters, hangul) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune)) continue;
            letters++;
            if (rune.Value is >= 0xAC00 and <= 0xD7A3) hangul++;
        }
        return hangul > 0 && hangul * 3 >= letters ? GramUnit.Syllables : GramUnit.Words;
    }

    /// <summary>All stretches of a text, in order; none if it is shorter than one.</summary>
    public static ImmutableArray<ulong> Of(string text, GramUnit unit)
    {
        var whole = text.IsNormalized() ? text : string.Concat(text.EnumerateRunes()).Normalize();
        return unit == GramUnit.Words ? Rolled(Words(whole), WordsOfOne) : Rolled(Letters(whole), SyllablesOfOne);
    }

    private static List<ulong> Words(string text)
    {
        var (words, hash, isInside) = (new List<ulong>(), Start, false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                hash = (hash ^ (uint)Rune.ToLowerInvariant(rune).Value) * Prime;
                isInside = true;
            }
            else if (isInside && !IsMark(rune))                         // Arabic vowel signs stand inside words
            {
                words.Add(hash);
                (hash, isInside) = (Start, false);
            }
        }
        if (isInside) words.Add(hash);
        return words;
    }

    private static List<ulong> Letters(string text)
    {
        var letters = new List<ulong>();
        foreach (var rune in text.EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune)) letters.Add((Start ^ (uint)Rune.ToLowerInvariant(rune).Value) * Prime);
        return letters;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark;

    /// <summary>A hash of every so many units in a row, each from the one before.</summary>
    private static ImmutableArray<ulong> Rolled(List<ulong> units, int many)
    {
        if (units.Count < many) return [];
        var (grams, hash, leaving) = (ImmutableArray.CreateBuilder<ulong>(units.Count - many + 1), 0UL, 1UL);
        for (var i = 0; i < many; i++) leaving *= Base;
        for (var i = 0; i < units.Count; i++)
        {
            hash = hash * Base + units[i];
            if (i >= many) hash -= units[i - many] * leaving;
            if (i >= many - 1) grams.Add(hash);
        }
        return grams.MoveToImmutable();
    }
}
