using System.Buffers;

namespace Jaram.Tokenizers;

/// <summary>Finds the names of added tokens in a text: the leftmost, of those the longest. Safe for many threads.
/// </summary>
internal sealed class TokenFinder
{
    private readonly SearchValues<char> _firsts;
    private readonly Dictionary<char, AddedToken[]> _tokens;

    /// <param name="tokens">Their names have at least one character.</param>
    public TokenFinder(IEnumerable<AddedToken> tokens)
    {
        _tokens = tokens.OrderByDescending(token => token.Text.Length).GroupBy(token => token.Text[0])
            .ToDictionary(group => group.Key, group => group.ToArray());
        _firsts = SearchValues.Create([.. _tokens.Keys]);
    }

    /// <summary>There is nothing to find.</summary>
    public bool IsEmpty => _tokens.Count == 0;

    /// <summary>The first name in the text: its place, its length and its id; the end of the text, 0 and -1 if there is
    /// none.</summary>
    public (int At, int Length, int Id) Find(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOfAny(_firsts) is >= 0 and var step; at++)
        {
            at += step;
            var rest = text[at..];
            foreach (var token in _tokens[rest[0]])
                if (rest.StartsWith(token.Text, StringComparison.Ordinal)) return (at, token.Text.Length, token.Id);
        }
        return (text.Length, 0, -1);
    }
}
