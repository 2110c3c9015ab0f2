// What stood after the same last tokens earlier in the text is likely to follow again: names, quotes, code, tables.
// Source: prompt lookup decoding (Saxena 2023); n-gram drafting in transformers and vLLM.

namespace Jaram.Inference.Drafting;

/// <summary>Guesses by looking the last tokens up in the text itself.</summary>
/// <param name="longest">Tokens that are looked up at first; 1 or more.</param>
/// <param name="shortest">Tokens that must agree at least; 1 or more.</param>
public sealed class PromptLookup(int longest = 4, int shortest = 2) : IDrafter
{
    /// <summary>How far back is looked: a longer text costs more to search than a guess spares.</summary>
    private const int Farthest = 16384;

    /// <inheritdoc/>
    public int Draft(ReadOnlySpan<int> text, Span<int> into)
    {
        var searched = text[Math.Max(0, text.Length - Farthest)..];
        for (var n = Math.Min(longest, searched.Length - 1); n >= shortest; n--)
        {
            var at = searched[..^1].LastIndexOf(searched[^n..]);
            if (at < 0) continue;
            var follows = searched[(at + n)..];
            follows = follows[..Math.Min(follows.Length, into.Length)];
            follows.CopyTo(into);
            return follows.Length;
        }
        return 0;
    }

    /// <inheritdoc/>
    public void Accept(int row, int count) { }
}
