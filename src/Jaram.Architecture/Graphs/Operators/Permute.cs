// Operators that only move numbers: the normal form has none of them left that it can do without.
// Source: ours.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>A token's numbers in another order.</summary>
/// <param name="Order">For each place, the place that its number comes from.</param>
internal sealed record Permute(ImmutableArray<int> Order) : Operator
{
    /// <inheritdoc/>
    public override string Word => "permute";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs) == Order.Length
        ? Order.Length
        : throw Unfit(inputs, $"{Order.Length} numbers");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(Order.Length, (x, y) =>
    {
        for (var i = 0; i < y.Length; i++) y[i] = x[Order[i]];
    });
}
