// Operators that only move numbers: the normal form has none of them left that it can do without.
// Source: ours.

namespace Jaram.Architecture.Graphs;

/// <summary>What was there a token before; nothing before the first.</summary>
internal sealed record Shift : Operator
{
    /// <inheritdoc/>
    public override string Word => "previous token";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs);

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var y = Signal.Zero(inputs[0].Rows, inputs[0].Width);
        for (var t = 1; t < y.Rows; t++) inputs[0][t - 1].CopyTo(y[t]);
        return y;
    }
}
