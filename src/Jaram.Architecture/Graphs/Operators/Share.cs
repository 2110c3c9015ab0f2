// Choosing among experts, or among streams.
// Source: top-k routing arXiv:1701.06538, section 2.1; groups DeepSeek-V3, arXiv:2412.19437, section 2.1.2; streams
// arXiv:2409.19606, section 2, doubly stochastic arXiv:2512.24880, section 4.

namespace Jaram.Architecture.Graphs;

/// <summary>x / Σ x.</summary>
internal sealed record Share : Operator
{
    /// <inheritdoc/>
    public override string Word => "share";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs);

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(inputs[0].Width, (x, y) =>
    {
        var sum = 0.0;
        foreach (var number in x) sum += number;
        for (var i = 0; i < y.Length; i++) y[i] = x[i] / sum;
    });
}
