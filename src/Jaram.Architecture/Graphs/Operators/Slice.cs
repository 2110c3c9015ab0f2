// Operators that only move numbers: the normal form has none of them left that it can do without.
// Source: ours.

namespace Jaram.Architecture.Graphs;

/// <summary>Some of a token's numbers, one after the other.</summary>
/// <param name="From">The first.</param>
/// <param name="Count">How many.</param>
internal sealed record Slice(int From, int Count) : Operator
{
    /// <inheritdoc/>
    public override string Word => "slice";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => From >= 0 && Count > 0 && From + Count <= Only(inputs)
        ? Count
        : throw Unfit(inputs, $"at least {From + Count} numbers");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) =>
        inputs[0].Map(Count, (x, y) => x.Slice(From, Count).CopyTo(y));
}
