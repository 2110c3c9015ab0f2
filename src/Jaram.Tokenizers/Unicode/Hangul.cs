// Hangul syllables are laid out as a number of three digits, so they are composed by arithmetic.
// Source: The Unicode Standard, section 3.12, "Conjoining Jamo Behavior".

namespace Jaram.Tokenizers;

/// <summary>The 11,172 syllables and the jamo they are made of: initial, vowel and perhaps a final.</summary>
internal static class Hangul
{
    private const int FirstInitial = 0x1100, Initials = 19, Vowels = 21, FirstSyllable = 0xAC00;

    /// <summary>Syllables that share initial and vowel: without a final, or with one of 27.</summary>
    private const int Finals = 28;

    private const int Syllables = Initials * Vowels * Finals;

    /// <summary>The vowels that compose with what stands before.</summary>
    public const int FirstVowel = 0x1161, LastVowel = FirstVowel + Vowels - 1;

    /// <summary>The finals that compose with what stands before; 0x11A7 is the place of "no final".</summary>
    public const int FirstFinal = 0x11A8, LastFinal = FirstFinal + Finals - 2;

    /// <summary>True for a precomposed syllable.</summary>
    public static bool IsSyllable(int code) => (uint)(code - FirstSyllable) < Syllables;

    /// <summary>The jamo of a syllable; the final is 0 where there is none.</summary>
    public static (int Initial, int Vowel, int Final) Parts(int syllable)
    {
        var (front, final) = Math.DivRem(syllable - FirstSyllable, Finals);
        return (FirstInitial + front / Vowels, FirstVowel + front % Vowels, final == 0 ? 0 : FirstFinal + final - 1);
    }

    /// <summary>The syllable that two neighbours make, or 0.</summary>
    public static int Compose(int first, int second)
    {
        if ((uint)(first - FirstInitial) < Initials && second is >= FirstVowel and <= LastVowel)
            return FirstSyllable + ((first - FirstInitial) * Vowels + second - FirstVowel) * Finals;
        var open = IsSyllable(first) && (first - FirstSyllable) % Finals == 0;
        return open && second is >= FirstFinal and <= LastFinal ? first + second - FirstFinal + 1 : 0;
    }
}
