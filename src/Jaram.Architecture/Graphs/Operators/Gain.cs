// Operators that hold learnt numbers. A rewrite that changes one carries its numbers along, so it can be proved.
// Source: ours.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>y = x ⊙ g, g learnt.</summary>
/// <param name="Weights">One a channel.</param>
internal sealed record Gain(ImmutableArray<double> Weights) : Operator
{
    /// <inheritdoc/>
    public override string Word => "gain";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        Only(inputs) == Weights.Length ? Weights.Length : throw Unfit(inputs, $"{Weights.Length} numbers");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(Weights.Length, (x, y) =>
    {
        for (var i = 0; i < y.Length; i++) y[i] = x[i] * Weights[i];
    });
}
