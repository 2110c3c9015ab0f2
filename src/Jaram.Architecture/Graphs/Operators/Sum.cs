// Operators without learnt numbers that work on each channel.
// Source: ours; functions as PyTorch defines them.

namespace Jaram.Architecture.Graphs;

/// <summary>The sum of all inputs.</summary>
internal sealed record Sum : Operator
{
    /// <inheritdoc/>
    public override string Word => "sum";

    /// <inheritdoc/>
    public override bool IsCommutative => true;

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => !inputs.IsEmpty && !inputs.ContainsAnyExcept(inputs[0])
        ? inputs[0]
        : throw Unfit(inputs, "inputs of one width");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var sum = Signal.Zero(inputs[0].Rows, inputs[0].Width);
        foreach (var input in inputs)
            for (var i = 0; i < sum.Data.Length; i++) sum.Data[i] += input.Data[i];
        return sum;
    }
}
