// Attention in pieces, so that variants of it share all pieces but the one in which they differ. Scores carry, for each
// head, a number for every token of the text.
// Source: arXiv:1706.03762, section 3.2.1; grouped heads arXiv:2305.13245, section 2; sinks arXiv:2309.17453, section 3.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>Scores q·k / √(channels), summed over pairs of inputs: q₁ k₁ q₂ k₂ …. Fewer keys than queries are shared by
/// heads that stand together.</summary>
/// <param name="Heads">Heads H of the queries.</param>
internal sealed record Match(int Heads) : Operator
{
    /// <inheritdoc/>
    public override string Word => "match";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs)
    {
        if (inputs.IsEmpty || inputs.Length % 2 != 0) throw Unfit(inputs, "queries and keys, in pairs");
        for (var i = 0; i < inputs.Length; i += 2)
        {
            var size = inputs[i] / Heads;
            if (size == 0 || inputs[i] % Heads != 0 || inputs[i + 1] % size != 0 || Heads % (inputs[i + 1] / size) != 0)
                throw Unfit(inputs, $"{Heads} heads of queries and a part of as many of keys");
        }
        return Heads;
    }

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (rows, channels) = (inputs[0].Rows, 0);
        var scores = Signal.Zero(rows, Heads * rows);
        for (var i = 0; i < inputs.Length; i += 2)
        {
            var (q, k, size) = (inputs[i], inputs[i + 1], inputs[i].Width / Heads);
            var shared = Heads / (k.Width / size);
            channels += size;
            for (var t = 0; t < rows; t++)
                for (var head = 0; head < Heads; head++)
                    for (var s = 0; s < rows; s++)
                        for (var c = 0; c < size; c++)
                            scores[t][head * rows + s] += q[t][head * size + c] * k[s][head / shared * size + c];
        }
        return scores.Map(scores.Width, (x, y) =>
        {
            for (var i = 0; i < y.Length; i++) y[i] = x[i] / Math.Sqrt(channels);
        });
    }
}

/// <summary>c·tanh(s/c).</summary>
/// <param name="Bound">c</param>
internal sealed record Cap(double Bound) : Operator
{
    /// <inheritdoc/>
    public override string Word => "softcap";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs);

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(inputs[0].Width, (x, y) =>
    {
        for (var i = 0; i < y.Length; i++) y[i] = Bound * Math.Tanh(x[i] / Bound);
    });
}

/// <summary>Which tokens a token may read.</summary>
internal enum MaskKind
{
    /// <summary>All before it and itself.</summary>
    Causal,

    /// <summary>The last few.</summary>
    Window,

    /// <summary>Those of its own stretch of text.</summary>
    Chunk,
}

/// <summary>−∞ for tokens that may not be read.</summary>
/// <param name="Kind">Which those are.</param>
/// <param name="Tokens">Tokens of a window or chunk.</param>
internal sealed record Mask(MaskKind Kind, int Tokens) : Operator
{
    /// <inheritdoc/>
    public override string Word => Kind switch
    {
        MaskKind.Causal => "causal",
        MaskKind.Window => "window",
        _ => "chunk",
    };

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs);

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (x, y) = (inputs[0], Signal.Zero(inputs[0].Rows, inputs[0].Width));
        for (var t = 0; t < x.Rows; t++)
            for (var i = 0; i < x.Width; i++) y[t][i] = Sees(t, i % x.Rows) ? x[t][i] : double.NegativeInfinity;
        return y;
    }

    private bool Sees(int token, int other) => other <= token && Kind switch
    {
        MaskKind.Causal => true,
        MaskKind.Window => other > token - Tokens,
        _ => other / Tokens == token / Tokens,
    };
}

/// <summary>−∞ for all tokens but those of the highest marks; inputs: scores, and one head of marks.</summary>
/// <param name="Count">Tokens that are kept.</param>
/// <param name="Block">Tokens that are kept or left together.</param>
internal sealed record Select(int Count, int Block) : Operator
{
    /// <inheritdoc/>
    public override string Word => Block > 1 ? "select blocks" : "select tokens";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 2 && inputs[1] == 1 ? inputs[0] : throw Unfit(inputs, "scores, and one head of marks");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (x, marks, y) = (inputs[0], inputs[1], Signal.Zero(inputs[0].Rows, inputs[0].Width));
        for (var t = 0; t < x.Rows; t++)
        {
            var mark = marks[t].ToArray();
            var kept = Enumerable.Range(0, t + 1).GroupBy(s => s / Block)
                .OrderByDescending(block => block.Max(s => mark[s])).Take(Count).SelectMany(block => block).ToHashSet();
            for (var i = 0; i < x.Width; i++)
                y[t][i] = kept.Contains(i % x.Rows) ? x[t][i] : double.NegativeInfinity;
        }
        return y;
    }
}

/// <summary>e^s / (Σ e^s + e^sink) over the tokens, for each head.</summary>
/// <param name="Heads">Heads H.</param>
/// <param name="Sinks">A learnt score for each head that takes weight and gives nothing; none for no sinks.</param>
internal sealed record Weigh(int Heads, ImmutableArray<double> Sinks) : Operator
{
    /// <inheritdoc/>
    public override string Word => Sinks.IsEmpty ? "softmax over tokens" : "softmax over tokens with sinks";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        Only(inputs) == Heads ? Heads : throw Unfit(inputs, $"scores of {Heads} heads");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(inputs[0].Width, (x, y) =>
    {
        var rows = x.Length / Heads;
        var one = new double[rows + (Sinks.IsEmpty ? 0 : 1)];
        for (var head = 0; head < Heads; head++)
        {
            x.Slice(head * rows, rows).CopyTo(one);
            if (!Sinks.IsEmpty) one[^1] = Sinks[head];
            Apply.Softmax(one, one);
            one.AsSpan(0, rows).CopyTo(y[(head * rows)..]);
        }
    });
}

/// <summary>Values, mixed by weights over the tokens: inputs weights and values.</summary>
/// <param name="Heads">Heads H of the weights.</param>
internal sealed record Mix(int Heads) : Operator
{
    /// <inheritdoc/>
    public override string Word => "mix";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => inputs.Length == 2 && inputs[0] == Heads
        ? Out(inputs[1])
        : throw Unfit(inputs, $"weights of {Heads} heads, and values");

    /// <summary>Channels of a value.</summary>
    public required int Channels { get; init; }

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (w, v) = (inputs[0], inputs[1]);
        var (rows, shared) = (w.Rows, Heads / (v.Width / Channels));
        var y = Signal.Zero(rows, Heads * Channels);
        for (var t = 0; t < rows; t++)
            for (var head = 0; head < Heads; head++)
                for (var s = 0; s <= t; s++)
                    for (var c = 0; c < Channels; c++)
                        y[t][head * Channels + c] += w[t][head * rows + s] * v[s][head / shared * Channels + c];
        return y;
    }

    private int Out(int values) => values % Channels == 0 && Heads % (values / Channels) == 0
        ? Heads * Channels
        : throw new DesignException($"{Word}: must have a part of {Heads} heads of {Channels} channels, got {values} "
            + "numbers; correct the node's inputs or sizes");
}

/// <summary>Scores of many heads made one by weights: inputs scores, and a weight for each head.</summary>
/// <param name="Heads">Heads of the scores.</param>
internal sealed record Gather(int Heads) : Operator
{
    /// <inheritdoc/>
    public override string Word => "gather heads";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => inputs.Length == 2 && inputs[0] == Heads && inputs[1] == Heads
        ? 1
        : throw Unfit(inputs, $"scores of {Heads} heads and as many weights");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (x, w, y) = (inputs[0], inputs[1], Signal.Zero(inputs[0].Rows, inputs[0].Rows));
        for (var t = 0; t < x.Rows; t++)
            for (var i = 0; i < x.Width; i++) y[t][i % x.Rows] += w[t][i / x.Rows] * x[t][i];
        return y;
    }
}
