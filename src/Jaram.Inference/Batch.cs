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

    /// <summary>None's: what the model makes of each token is wanted itself.</summary>
    States,
}

/// <summary>Tokens that are read together, and the scores that come of them. Made once and filled again and again.
/// </summary>
public sealed unsafe class Batch : IDisposable
{
    /// <summary>Tokens that a batch has room for from the beginning: one text with its drafts.</summary>
    private const int Few = 32;

    private readonly List<int> _tokens = new(Few), _scored = new(Few), _stated = [];
    private readonly List<(Sequence, int)> _texts = [];
    private NativeArray<float> _logits = new(0), _states = new(0);
    private int _vocabulary, _width;

    /// <summary>Tokens in it.</summary>
    public int Count => _tokens.Count;

    /// <summary>Rows of scores that come of it.</summary>
    public int Scores => _scored.Count;

    internal ReadOnlySpan<int> Tokens => CollectionsMarshal.AsSpan(_tokens);

    internal ReadOnlySpan<int> ScoredRows => CollectionsMarshal.AsSpan(_scored);

    internal ReadOnlySpan<int> StatedRows => CollectionsMarshal.AsSpan(_stated);

    internal List<(Sequence Sequence, int Count)> Texts => _texts;

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        _tokens.Clear();
        _scored.Clear();
        _stated.Clear();
        _texts.Clear();
    }

    /// <summary>Adds the next tokens of a text; a text comes once in a batch.</summary>
    /// <returns>The number of its first row of scores, or of states.</returns>
    public int Add(Sequence text, ReadOnlySpan<int> tokens, Scored scored)
    {
        var rows = scored == Scored.States ? _stated : _scored;
        var (first, row) = (rows.Count, _tokens.Count);
        foreach (var token in tokens) _tokens.Add(token);
        _texts.Add((text, tokens.Length));
        if (tokens.Length == 0 || scored == Scored.Nothing) return first;
        for (var i = scored == Scored.Last ? _tokens.Count - 1 : row; i < _tokens.Count; i++) rows.Add(i);
        return first;
    }

    /// <summary>A row of scores, one a token of the vocabulary, until the batch is run again.</summary>
    public Span<float> Logits(int row) => _logits.Slice((long)row * _vocabulary, _vocabulary);

    /// <summary>What the model made of a token: the stream after the last norm, one number a dimension, until the batch
    /// is run again.</summary>
    public ReadOnlySpan<float> State(int row) => _states.Slice((long)row * _width, _width);

    /// <inheritdoc/>
    public void Dispose()
    {
        _logits.Dispose();
        _states.Dispose();
    }

    internal float* LogitRoom(int vocabulary) => Room(ref _logits, _scored.Count, _vocabulary = vocabulary);

    internal float* StateRoom(int width) => Room(ref _states, _stated.Count, _width = width);

    private static float* Room(ref NativeArray<float> numbers, int rows, int columns)
    {
        if (numbers.Count < (long)rows * columns)
        {
            numbers.Dispose();
            numbers = new((long)rows * columns);
        }
        return numbers.Start;
    }
}
