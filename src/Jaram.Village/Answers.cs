using System.Text;

namespace Jaram.Village;

/// <summary>Scores what a model says.</summary>
public static class Answers
{
    /// <summary>True if the text is the wanted answer or reply and nothing else; see <see cref="Normalise"/>.</summary>
    public static bool Matches(Question question, string modelText) =>
        question.Accepted.Contains(Normalise(modelText));

    /// <summary>The letters and digits of a text, composed (NFC) and in lower case: blanks, punctuation and
    /// Arabic vowel signs do not count, nor does half a surrogate pair.</summary>
    public static string Normalise(string text)
    {
        var whole = string.Concat(text.EnumerateRunes());   // Normalize throws on half a surrogate pair
        var kept = new StringBuilder();
        foreach (var rune in whole.Normalize(NormalizationForm.FormC).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune)) kept.Append(Rune.ToLowerInvariant(rune));
        return kept.ToString();
    }
}
