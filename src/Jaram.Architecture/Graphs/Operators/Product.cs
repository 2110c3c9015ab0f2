// Operators without learnt numbers that work on each channel.
// Source: ours; functions as PyTorch defines them.

namespace Jaram.Architecture.Graphs;

/// <summary>The product of two inputs; of the narrower one, each number goes with a run of the wider one's.</summary>
internal sealed record Product : Operator
{
    /// <inheritdoc/>
    public override string Word => "product";

    /// <inheritdoc/>
    public override bool IsCommutative => true;

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 2 && Math.Max(inputs[0], inputs[1]) % Math.Min(inputs[0], inputs[1]) == 0
            ? Math.Max(inputs[0], inputs[1])
            : throw Unfit(inputs, "two inputs, one as wide as the other or a whole part of it");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (wide, narrow) = inputs[0].Width >= inputs[1].Width ? (inputs[0], inputs[1]) : (inputs[1], inputs[0]);
        var run = wide.Width / narrow.Width;
        var y = Signal.Zero(wide.Rows, wide.Width);
        for (var i = 0; i < y.Data.Length; i++) y.Data[i] = wide.Data[i] * narrow.Data[i / run];
        return y;
    }
}
