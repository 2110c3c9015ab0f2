// Operators without learnt numbers that work on each channel.
// Source: ours; functions as PyTorch defines them.

namespace Jaram.Architecture.Graphs;

/// <summary>All zero, for every token of its input.</summary>
/// <param name="Width">Numbers of a token.</param>
internal sealed record Nothing(int Width) : Operator
{
    /// <inheritdoc/>
    public override string Word => "nothing";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs) > 0 ? Width : 0;

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => Signal.Zero(inputs[0].Rows, Width);
}
