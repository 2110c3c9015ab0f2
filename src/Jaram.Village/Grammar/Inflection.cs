using System.Diagnostics;

namespace Jaram.Village.Grammar;

/// <summary>How a word changes with its place in a sentence: the mark of a template slot, applied.</summary>
internal static class Inflection
{
    // A particle has one form after a final consonant and another after a vowel.
    private static readonly (string AfterConsonant, string AfterVowel)[] _particles =
        [("은", "는"), ("이", "가"), ("을", "를"), ("으로", "로")];

    /// <summary>The word with a mark: Korean 은, 이, 을, 로 · English a · Arabic ا (accusative).</summary>
    public static string Apply(string word, string mark) => mark switch
    {
        "" => word,
        "a" => WithArticle(word),
        "ا" => Accusative(word),
        _ => WithParticle(word, mark),
    };

    // Sound decides, but every English word of the village that begins with a vowel letter begins with its sound.
    private static string WithArticle(string noun) => ("aeiou".Contains(noun[0]) ? "an " : "a ") + noun;

    // An indefinite noun takes tanwin on a bearing alif; after ta marbuta there is no alif, and the first
    // noun of a genitive pair (two words) takes no tanwin at all.
    private static string Accusative(string noun) =>
        noun.EndsWith('ة') || noun.Contains(' ') ? noun : noun + "ًا";

    private static string WithParticle(string word, string mark)
    {
        var (afterConsonant, afterVowel) =
            Array.Find(_particles, p => p.AfterConsonant == mark || p.AfterVowel == mark);
        if (afterVowel is null) throw new UnreachableException($"no particle {mark}");
        var final = FinalConsonant(word[^1]);
        var open = final == Final.None || (final == Final.Rieul && afterVowel == "로");   // 길로, not 길으로
        return word + (open ? afterVowel : afterConsonant);
    }

    private enum Final
    {
        None,
        Rieul,
        Other,
    }

    private static Final FinalConsonant(char last)
    {
        const int FirstSyllable = 0xAC00, LastSyllable = 0xD7A3, Finals = 28, Rieul = 8;
        if (last is >= '0' and <= '9')   // read aloud: 영 일 이 삼 사 오 육 칠 팔 구
            return last switch
            {
                '0' or '3' or '6' => Final.Other,
                '1' or '7' or '8' => Final.Rieul,
                _ => Final.None,
            };
        if (last is < (char)FirstSyllable or > (char)LastSyllable) return Final.None;
        return ((last - FirstSyllable) % Finals) switch
        {
            0 => Final.None,
            Rieul => Final.Rieul,
            _ => Final.Other,
        };
    }
}
