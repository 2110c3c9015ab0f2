// Attention in pieces, so that variants of it share all pieces but the one in which they differ. Scores carry, for each
// head, a number for every token of the text.
// Source: arXiv:1706.03762, section 3.2.1; grouped heads arXiv:2305.13245, section 2; sinks arXiv:2309.17453, section
// 3.

namespace Jaram.Architecture.Graphs;

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
