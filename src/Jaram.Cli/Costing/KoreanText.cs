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

    private static IEnumerable<string> HeldOut(string folder, Tokenizer tokenizer)
    {
        if (!Directory.Exists(Path.Combine(folder, "corpus"))) yield break;
        using var corpus = new ModelFolder(folder).OpenCorpus();
        var korean = corpus.Manifest.Languages.Index().Where(language => language.Item == Korean).ToList();
        if (korean.Count == 0) yield break;
        var tokens = 0L;
        for (var document = 0; document < corpus.Documents && tokens < MostTokens; document++)
        {
            var entry = corpus[document];
            if (entry.Side != Side.HeldOut || entry.Language != korean[0].Index) continue;
            var ids = new long[entry.Tokens];
            corpus.Copy(entry.Offset, ids);
            tokens += ids.Length;
            yield return tokenizer.Decode([.. ids.Select(id => (int)id).Where(id => !tokenizer.IsSpecial(id))]);
        }
    }
}
