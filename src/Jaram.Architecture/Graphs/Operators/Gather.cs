// Attention in pieces, so that variants of it share all pieces but the one in which they differ. Scores carry, for each
// head, a number for every token of the text.
// Source: arXiv:1706.03762, section 3.2.1; grouped heads arXiv:2305.13245, section 2; sinks arXiv:2309.17453, section
// 3.

namespace Jaram.Architecture.Graphs;

/// <summary>Scores of many heads made one by weights: inputs scores, and a weight for each head.</summary>
/// <param name="Heads">Heads of the scores.</param>
internal sealed record Gather(int Heads) : Operator
{
    /// <inheritdoc/>
    public override string Word => "gather heads";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => inputs.Length == 2 && inputs[0] == Heads
        && inputs[1] == Heads
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
