// Operators that only move numbers: the normal form has none of them left that it can do without.
// Source: ours.

namespace Jaram.Architecture.Graphs;

/// <summary>What another layer computed; a graph of one layer only knows that it comes from there.</summary>
/// <param name="What">As in <c>values of the first layer</c>.</param>
/// <param name="Width">Numbers of a token.</param>
internal sealed record Elsewhere(string What, int Width) : Operator
{
    /// <inheritdoc/>
    public override string Word => What;

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs) > 0 ? Width : 0;

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var draw = new Draw((ulong)(Width + What.Length));
        return new(inputs[0].Rows, Width, [.. draw.Vector(inputs[0].Rows * Width)]);
    }
}
