// Operators that hold learnt numbers. A rewrite that changes one carries its numbers along, so it can be proved.
// Source: ours.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>A short causal filter for each channel: y_t = Σ_i w_i ⊙ x_{t−i}.</summary>
/// <param name="Taps">Tokens that it spans.</param>
/// <param name="Weights">(taps, channels) row-major</param>
internal sealed record Convolve(int Taps, ImmutableArray<double> Weights) : Operator
{
    /// <inheritdoc/>
    public override string Word => "convolve";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        Only(inputs) * Taps == Weights.Length ? inputs[0] : throw Unfit(inputs, $"{Weights.Length / Taps} numbers");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var x = inputs[0];
        var y = Signal.Zero(x.Rows, x.Width);
        for (var t = 0; t < x.Rows; t++)
            for (var tap = 0; tap < Math.Min(Taps, t + 1); tap++)
                for (var i = 0; i < x.Width; i++) y[t][i] += Weights[tap * x.Width + i] * x[t - tap][i];
        return y;
    }
}
