// Learns a vocabulary: start from bytes, join the most frequent pair of neighbours, again until there are enough
// tokens. Pieces are counted once and then stand for all their occurrences.
// Source: arXiv:1508.07909, section 3.2.

using System.Text;

namespace Jaram.Tokenizers;

/// <summary>Makes tokenizers from text.</summary>
public static class BpeTrainer
{
    private const int ReportEvery = 256;

    /// <summary>Learns a tokenizer. The same documents in any order, read by any number of threads, give the same
    /// bytes of tokenizer.json.</summary>
    /// <param name="documents">Read once, from several threads but by one at a time.</param>
    /// <param name="recipe">How many tokens, and which pairs are worth one.</param>
    /// <param name="progress">Told now and then how far it is; it may be called from several threads.</param>
    /// <param name="cancel">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public static Tokenizer Train(IEnumerable<string> documents, BpeRecipe recipe,
        IProgress<BpeProgress>? progress = null, CancellationToken cancel = default)
    {
        var counter = new PieceCounter(recipe, progress);
        var words = new Words(counter.Count(documents, cancel), recipe.Vocabulary);
        var pairs = new PairCounts(recipe.MinimumCount);
        words.CountPairs(pairs);

        var merges = new List<(int, int)>(recipe.Vocabulary - Vocabulary.FirstMerge);
        var tokens = Enumerable.Range(0, Vocabulary.FirstMerge).Select(Start).ToList();
        var known = new HashSet<string>();
        while (tokens.Count < recipe.Vocabulary && pairs.TakeMost() is var (left, right, places))
        {
            cancel.ThrowIfCancellationRequested();
            var token = tokens[left] + tokens[right];

            // Two ways of joining can lead to the same bytes; the first keeps the token, the second stays two.
            if (token.Length > TokenTable.LongestToken || !known.Add(token)) continue;
            words.Join(left, right, tokens.Count, places, pairs);
            merges.Add((left, right));
            tokens.Add(token);
            if (tokens.Count % ReportEvery == 0) Report(tokens.Count);
        }
        Report(tokens.Count);
        return new Tokenizer(TokenizerParts.Of(new Vocabulary(merges)));

        void Report(int made) => progress?.Report(new(counter.Documents, made, recipe.Vocabulary));
    }

    /// <summary>The bytes of a starting token, one character each; the special tokens take no part.</summary>
    private static string Start(int id) =>
        id < Vocabulary.FirstByte ? "" : Encoding.Latin1.GetString([(byte)(id - Vocabulary.FirstByte)]);
}
