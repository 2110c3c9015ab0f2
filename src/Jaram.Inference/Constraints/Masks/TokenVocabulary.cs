using Jaram.Tokenizers;

namespace Jaram.Inference.Constraints;

/// <summary>What the tokens of a vocabulary stand for, made ready for <see cref="Constraint"/>. Make one for each
/// tokenizer and keep it. Safe for many threads.</summary>
public sealed class TokenVocabulary
{
    private readonly byte[][] _tokens;
    private readonly Lazy<Reach[]> _texts;

    /// <param name="tokens">The bytes of each token; empty for one that is no text.</param>
    /// <param name="ends">The tokens that end an answer.</param>
    internal TokenVocabulary(IReadOnlyList<byte[]> tokens, IReadOnlyList<int> ends)
    {
        _tokens = [.. tokens];
        Ends = [.. ends];
        Trie = new(_tokens);
        _texts = new(() => [.. Enumerable.Range(0, TextAutomaton.Dfa.Count).Select(state =>
            Reach.Of(TextAutomaton.Dfa, state, this))]);
    }

    /// <summary>Number of tokens: ids run from 0 to Count - 1.</summary>
    public int Count => _tokens.Length;

    /// <summary>Words of a mask: one bit for each token, the lowest first.</summary>
    public int MaskWords => (Count + 63) / 64;

    internal IReadOnlyList<int> Ends { get; }

    internal TokenTrie Trie { get; }

    /// <summary>Takes the tokens of a tokenizer. The one place that knows which of them are special.</summary>
    public static TokenVocabulary Of(Tokenizer tokenizer) => new(
        [.. Enumerable.Range(0, tokenizer.Count)
            .Select(id => tokenizer.IsSpecial(id) ? [] : tokenizer.Bytes(id).ToArray())],
        tokenizer.Ends);

    /// <summary>The bytes of a token; none if it is no text.</summary>
    internal ReadOnlySpan<byte> Bytes(int token) => _tokens[token];

    /// <summary>Where tokens lead from a state of <see cref="TextAutomaton"/>.</summary>
    internal Reach Text(int state) => _texts.Value[state];
}
