// Choosing among experts, or among streams.
// Source: top-k routing arXiv:1701.06538, section 2.1; groups DeepSeek-V3, arXiv:2412.19437, section 2.1.2; streams
// arXiv:2409.19606, section 2, doubly stochastic arXiv:2512.24880, section 4.

namespace Jaram.Architecture.Graphs;

/// <summary>Σ_i w_i y_i: inputs a weight for each of some outputs, and those side by side.</summary>
internal sealed record Blend : Operator
{
    /// <inheritdoc/>
    public override string Word => "blend";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => inputs.Length == 2 && inputs[1] % inputs[0] == 0
        ? inputs[1] / inputs[0]
        : throw Unfit(inputs, "weights, and as many outputs");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (w, x) = (inputs[0], inputs[1]);
        var y = Signal.Zero(x.Rows, x.Width / w.Width);
        for (var t = 0; t < x.Rows; t++)
            for (var i = 0; i < x.Width; i++) y[t][i % y.Width] += w[t][i / y.Width] * x[t][i];
        return y;
    }
}
