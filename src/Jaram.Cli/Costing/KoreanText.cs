// How many characters a token of a model is worth, on text that the model has not learnt: a bad tokenizer looks cheap
// by the token.
// Source: ours.

using Jaram.Tokenizers;
using Jaram.Training.Data;

namespace Jaram.Cli.Costing;

/// <summary>Measures a model's tokenizer.</summary>
internal static class KoreanText
{
    private const string Korean = "ko";
    private const long MostTokens = 1_000_000;

    /// <summary>Measures on a file, or on the model's own held-out Korean documents.</summary>
    /// <param name="folder">The model's folder; empty for a design, which has no tokenizer.</param>
    /// <param name="file">A text file; empty for the held-out documents.</param>
    /// <returns>None if there is nothing to measure with or on.</returns>
    /// <exception cref="TokenizerException">The tokenizer cannot be read.</exception>
    /// <exception cref="DataException">The documents cannot be read.</exception>
    public static IReadOnlyList<Fertility> Measure(string folder, string file)
    {
        if (folder == "" || !File.Exists(Path.Combine(folder, "tokenizer.json"))) return [];
        var tokenizer = Tokenizer.Load(Path.Combine(folder, "tokenizer.json"));
        var measured = file != ""
            ? Fertility.Of(tokenizer, [File.ReadAllText(file)], Path.GetFileName(file))
            : Fertility.Of(tokenizer, HeldOut(folder, tokenizer), Korean);
        return measured is { Tokens: > 0, Characters: > 0 } ? [measured] : [];
    }

    /// <summary>A model's held-out Korean documents, a million tokens at most: those that its maker called Korean, and
    /// of those without a language the ones in which most letters are Hangul.</summary>
    /// <exception cref="DataException">The documents cannot be read.</exception>
    public static IEnumerable<string> HeldOut(string folder, Tokenizer tokenizer)
    {
        if (!Directory.Exists(Path.Combine(folder, "corpus"))) yield break;
        using var corpus = new ModelFolder(folder).OpenCorpus();
        var tokens = 0L;
        for (var document = 0; document < corpus.Documents && tokens < MostTokens; document++)
        {
            var entry = corpus[document];
            var language = corpus.Manifest.Languages[entry.Language];
            if (entry.Side != Side.HeldOut || language is not (Korean or "")) continue;
            var ids = new long[entry.Tokens];
            corpus.Copy(entry.Offset, ids);
            var text = tokenizer.Decode([.. ids.Select(id => (int)id).Where(id => !tokenizer.IsSpecial(id))]);
            if (language == "" && !IsHangul(text)) continue;
            tokens += ids.Length;
            yield return text;
        }
    }

    private static bool IsHangul(string text) =>
        2 * text.Count(c => c is (>= '\uAC00' and <= '\uD7A3') or (>= '\u3131' and <= '\u318E'))
            > text.Count(char.IsLetter);
}
