// How many tokens a language costs. The same sentence at twice the tokens takes twice the time and money to read and
// write, and half as much of it fits into the model's window.

using System.Globalization;
using System.Text;

namespace Jaram.Tokenizers;

/// <summary>What a text came to in tokens, counted over NFC. A word is what stands between white space: in Korean an
/// eojeol. Ratios are NaN for a text without tokens or words.</summary>
/// <param name="Language">What the text is, for the reader of the card.</param>
/// <param name="Words">Runs of characters that are not white space.</param>
/// <param name="Characters">Code points.</param>
/// <param name="Bytes">Bytes of UTF-8.</param>
/// <param name="Tokens">Tokens of the text.</param>
public sealed record Fertility(string Language, long Words, long Characters, long Bytes, long Tokens)
{
    /// <summary>Tokens a word; fewer is better, 1 means that every word is a token.</summary>
    public double TokensPerWord => (double)Tokens / Words;

    /// <summary>Code points a token; more is better.</summary>
    public double CharactersPerToken => (double)Characters / Tokens;

    /// <summary>Bytes of UTF-8 a token; more is better, 1 is what raw bytes give.</summary>
    public double BytesPerToken => (double)Bytes / Tokens;

    /// <summary>Measures a tokenizer on texts of one language.</summary>
    public static Fertility Of(Tokenizer tokenizer, IEnumerable<string> texts, string language)
    {
        var sum = new Fertility(language, 0, 0, 0, 0);
        var ids = new List<int>();
        foreach (var text in texts)
        {
            var composed = Nfc.Normalize(text);
            ids.Clear();
            tokenizer.Encode(composed, ids);
            var (words, characters) = Count(composed);
            sum = sum with
            {
                Words = sum.Words + words,
                Characters = sum.Characters + characters,
                Bytes = sum.Bytes + Encoding.UTF8.GetByteCount(composed),
                Tokens = sum.Tokens + ids.Count,
            };
        }
        return sum;
    }

    /// <summary>A Markdown table with a row a language.</summary>
    public static string Card(IEnumerable<Fertility> rows)
    {
        var card = new StringBuilder()
            .Append("| language | tokens/word | characters/token | bytes/token | words | tokens |\n")
            .Append("|---|---:|---:|---:|---:|---:|\n");
        foreach (var row in rows)
        {
            card.Append(CultureInfo.InvariantCulture, $"| {row.Language} | {row.TokensPerWord:F2} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.CharactersPerToken:F2} | {row.BytesPerToken:F2} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.Words} | {row.Tokens} |\n");
        }
        return card.ToString();
    }

    private static (long Words, long Characters) Count(ReadOnlySpan<char> text)
    {
        var (words, characters, inside) = (0L, 0L, false);
        for (var at = 0; at < text.Length; characters++)
        {
            var kind = CodePoints.Class(CodePoints.Next(text, ref at));
            var space = kind is CharacterClass.Space or CharacterClass.Newline;
            if (!space && !inside) words++;
            inside = !space;
        }
        return (words, characters);
    }
}
