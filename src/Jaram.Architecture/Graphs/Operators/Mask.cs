// Attention in pieces, so that variants of it share all pieces but the one in which they differ. Scores carry, for each
// head, a number for every token of the text.
// Source: arXiv:1706.03762, section 3.2.1; grouped heads arXiv:2305.13245, section 2; sinks arXiv:2309.17453, section
// 3.

namespace Jaram.Architecture.Graphs;

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
