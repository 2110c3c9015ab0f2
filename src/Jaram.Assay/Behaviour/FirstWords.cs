// What a model writes first after a beginning, as letters, so that models of different tokenizers can be compared.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Assay.Provenance.Reading;
using Jaram.Assay.Tasks.Asking;

namespace Jaram.Assay.Behaviour;

/// <summary>Asks models for one word.</summary>
public static class FirstWords
{
    private const int MostTokens = 8;

    private static readonly ImmutableArray<string> _ends = ["\n"];

    /// <summary>The first word after each beginning; empty where the model ends the text or breaks the line.</summary>
    /// <param name="model">Which model.</param>
    /// <param name="beginnings">Texts that stop after a whole word.</param>
    /// <param name="asked">Told how many are answered, from 0, one call at a time.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="SubjectException">It does not answer.</exception>
    public static async Task<ImmutableArray<string>> OfAsync(
        ISubject model, ImmutableArray<string> beginnings, Action<int> asked, CancellationToken cancel)
    {
        var words = new string[beginnings.Length];
        var done = 0;
        asked(0);
        await Parallel.ForAsync(0, words.Length, new ParallelOptions
        {
            MaxDegreeOfParallelism = model.AtOnce, CancellationToken = cancel,
        }, async (at, stop) =>
        {
            var wish = new WritingWish(_ends, MostTokens, AskingManner.Text);
            var answer = await model.WriteAsync(beginnings[at], wish, stop);
            lock (words)
            {
                words[at] = Word(answer.Text);
                asked(++done);
            }
        });
        return [.. words];
    }

    /// <summary>Texts cut after half of their words, in an order that follows from nothing but themselves.</summary>
    /// <param name="texts">One a line; those of fewer than four words are left out.</param>
    /// <param name="most">How many.</param>
    public static ImmutableArray<string> Beginnings(IEnumerable<string> texts, int most) => [.. Sampling.ByDigest(texts
        .Select(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(words => words.Length >= 4)
        .Select(words => string.Join(' ', words[..(words.Length / 2)])).Distinct(), text => text).Take(most)];

    private static string Word(string answer)
    {
        var text = answer.AsSpan().TrimStart();
        var end = text.IndexOfAny(" \t\n");
        return (end < 0 ? text : text[..end]).ToString();
    }
}
