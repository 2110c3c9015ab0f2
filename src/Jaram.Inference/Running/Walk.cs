using System.Runtime.InteropServices;
using Jaram.Inference.Caching;
using Jaram.Inference.Threads;

namespace Jaram.Inference.Running;

/// <summary>Tokens of one text that stand together in a walk.</summary>
/// <param name="Sequence">The text.</param>
/// <param name="Row">The first token's row.</param>
/// <param name="Rows">How many.</param>
/// <param name="Start">The first token's place in the text.</param>
internal readonly record struct RowSpan(Sequence Sequence, int Row, int Rows, int Start);

/// <summary>One walk of some tokens of some texts through all layers, and what layers pass on to later ones.</summary>
internal sealed unsafe class Walk : IDisposable
{
    private readonly List<RowSpan> _spans = [];
    private readonly List<int> _all = [], _spanOfRow = [];

    /// <param name="team">Who computes.</param>
    public Walk(Team team) => (Team, Products) = (team, new(team));

    /// <summary>Who computes.</summary>
    public Team Team { get; }

    /// <summary>Matrix products of a join.</summary>
    public Products Products { get; }

    /// <summary>Room for a sublayer's own numbers.</summary>
    public Arena Arena { get; } = new();

    /// <summary>Room for what later layers read too.</summary>
    public Arena Lasting { get; } = new();

    /// <summary>The texts' tokens, in the order of rows.</summary>
    public ReadOnlySpan<RowSpan> Spans => CollectionsMarshal.AsSpan(_spans);

    /// <summary>The numbers of all texts.</summary>
    public ReadOnlySpan<int> AllSpans => CollectionsMarshal.AsSpan(_all);

    /// <summary>Tokens in all.</summary>
    public int Rows { get; private set; }

    /// <summary>A token's text, and its place there.</summary>
    public (Sequence Text, int Position) PlaceOf(int row)
    {
        var span = _spans[_spanOfRow[row]];
        return (span.Sequence, span.Start + row - span.Row);
    }

    /// <summary>The residual stream as it entered the first layer, (rows, D).</summary>
    public float* Input { get; private set; }

    /// <summary>The first layer's values, (rows, K·d); null before there are any.</summary>
    public float* FirstValues { get; set; }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _spans.Clear();
        _all.Clear();
        _spanOfRow.Clear();
        Lasting.Reset();
        Rows = 0;
        Input = FirstValues = null;
    }

    /// <summary>Adds tokens of a text.</summary>
    /// <param name="sequence">The text.</param>
    /// <param name="tokens">How many.</param>
    /// <param name="start">The first one's place in the text.</param>
    public void Add(Sequence sequence, int tokens, int start)
    {
        for (var row = 0; row < tokens; row++) _spanOfRow.Add(_spans.Count);
        _all.Add(_spans.Count);
        _spans.Add(new(sequence, Rows, tokens, start));
        Rows += tokens;
    }

    /// <summary>Keeps a copy of the stream as it enters the first layer.</summary>
    public void Enter(float* stream, int width)
    {
        var numbers = Rows * width;
        Input = Lasting.Take<float>(numbers);
        new ReadOnlySpan<float>(stream, numbers).CopyTo(new Span<float>(Input, numbers));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Arena.Dispose();
        Lasting.Dispose();
    }
}
