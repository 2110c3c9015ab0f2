using Jaram.Tokenizers;

namespace Jaram.Inference.Constraints;

/// <summary>What the tokens of a vocabulary stand for, made ready for <see cref="Constraint"/>. Make one for each
/// tokenizer and keep it. Safe for many threads.</summary>
public sealed class TokenVocabulary
{
    private readonly byte[][] _tokens;
    private readonly Lazy<Reach[]> _texts;

    /// <param name="tokens">The bytes of each token; empty for one that is no text.</param>
    /// <param name="ends">The tokens that end an answer: they are no text.</param>
    /// <exception cref="InferenceException">There are documents that cannot be written, or not be ended.</exception>
    internal TokenVocabulary(IReadOnlyList<byte[]> tokens, IReadOnlyList<int> ends)
    {
        _tokens = [.. tokens];
        Ends = [.. ends];
        if (Ends.Count == 0)
            throw new InferenceException("no token of this vocabulary ends an answer, so no answer can be held to a "
                + "schema; take a model whose tokenizer names one");
        var bytes = _tokens.Where(token => token.Length == 1).Select(token => token[0]).ToHashSet();
        if (Enumerable.Range(0, 256).Where(IsOfJson).FirstOrDefault(b => !bytes.Contains((byte)b)) is > 0 and var none)
            throw new InferenceException($"no token of this vocabulary is the byte 0x{none:X2} alone, so not every "
                + "answer can be held to a schema; take a model whose tokenizer has a token for each byte");
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

    /// <summary>Takes the tokens of a tokenizer. The one place that knows which of them are text.</summary>
    /// <exception cref="InferenceException">No token ends an answer, or some byte has none of its own.</exception>
    public static TokenVocabulary Of(Tokenizer tokenizer) => new(
        [.. Enumerable.Range(0, tokenizer.Count)
            .Select(id => tokenizer.IsSpecial(id) || tokenizer.IsEnd(id) ? [] : tokenizer.Bytes(id).ToArray())],
        tokenizer.Ends);

    /// <summary>Bytes that stand in JSON without needless space: no controls, and none that UTF-8 never has.</summary>
    private static bool IsOfJson(int b) => b is >= 0x20 and < 0xC0 or > 0xC1 and < 0xF5;

    /// <summary>The bytes of a token; none if it is no text.</summary>
    internal ReadOnlySpan<byte> Bytes(int token) => _tokens[token];

    /// <summary>Where tokens lead from a state of <see cref="TextAutomaton"/>.</summary>
    internal Reach Text(int state) => _texts.Value[state];
}
