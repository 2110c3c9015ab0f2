// Choosing among experts, or among streams.
// Source: top-k routing arXiv:1701.06538, section 2.1; groups DeepSeek-V3, arXiv:2412.19437, section 2.1.2; streams
// arXiv:2409.19606, section 2, doubly stochastic arXiv:2512.24880, section 4.

namespace Jaram.Architecture.Graphs;

/// <summary>w_i y for each i, side by side: inputs weights and y.</summary>
internal sealed record Spread : Operator
{
    /// <inheritdoc/>
    public override string Word => "spread";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 2 ? inputs[0] * inputs[1] : throw Unfit(inputs, "weights, and what they are for");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (w, x) = (inputs[0], inputs[1]);
        var y = Signal.Zero(x.Rows, w.Width * x.Width);
        for (var t = 0; t < x.Rows; t++)
            for (var i = 0; i < y.Width; i++) y[t][i] = w[t][i / x.Width] * x[t][i % x.Width];
        return y;
    }
}
