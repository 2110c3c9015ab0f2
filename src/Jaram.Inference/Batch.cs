using System.Runtime.InteropServices;
using Jaram.Inference.Caching;

namespace Jaram.Inference;

/// <summary>Which tokens' successors are to be scored.</summary>
public enum Scored
{
    /// <summary>None: the tokens are only read.</summary>
    Nothing,

    /// <summary>The last one's.</summary>
    Last,

    /// <summary>Each one's.</summary>
    All,
}

/// <summary>Tokens that are read together, and the scores that come of them. Made once and filled again and again.
/// </summary>
public sealed unsafe class Batch : IDisposable
{
    private readonly List<int> _tokens = [], _scored = [];
    private readonly List<(Sequence, int)> _texts = [];
    private NativeArray<float> _logits = new(0);
    private int _vocabulary;

    /// <summary>Tokens in it.</summary>
    public int Count => _tokens.Count;

    /// <summary>Rows of scores that come of it.</summary>
    public int Scores => _scored.Count;

    internal ReadOnlySpan<int> Tokens => CollectionsMarshal.AsSpan(_tokens);

    internal ReadOnlySpan<int> ScoredRows => CollectionsMarshal.AsSpan(_scored);

    internal List<(Sequence Sequence, int Count)> Texts => _texts;

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        _tokens.Clear();
        _scored.Clear();
        _texts.Clear();
    }

    /// <summary>Adds the next tokens of a text; a text comes once in a batch.</summary>
    /// <returns>The number of its first row of scores.</returns>
    public int Add(Sequence text, ReadOnlySpan<int> tokens, Scored scored)
    {
        var (first, row) = (_scored.Count, _tokens.Count);
        foreach (var token in tokens) _tokens.Add(token);
        _texts.Add((text, tokens.Length));
        if (tokens.Length == 0 || scored == Scored.Nothing) return first;
        for (var i = scored == Scored.All ? row : _tokens.Count - 1; i < _tokens.Count; i++) _scored.Add(i);
        return first;
    }

    /// <summary>A row of scores, one a token of the vocabulary, until the batch is run again.</summary>
    public Span<float> Logits(int row) => _logits.Slice((long)row * _vocabulary, _vocabulary);

    /// <inheritdoc/>
    public void Dispose() => _logits.Dispose();

    internal float* LogitRoom(int vocabulary)
    {
        _vocabulary = vocabulary;
        if (_logits.Count < (long)vocabulary * _scored.Count)
        {
            _logits.Dispose();
            _logits = new((long)vocabulary * _scored.Count);
        }
        return _logits.Start;
    }
}
