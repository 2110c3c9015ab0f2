// Attention in pieces, so that variants of it share all pieces but the one in which they differ. Scores carry, for each
// head, a number for every token of the text.
// Source: arXiv:1706.03762, section 3.2.1; grouped heads arXiv:2305.13245, section 2; sinks arXiv:2309.17453, section
// 3.

namespace Jaram.Architecture.Graphs;

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
