// Operators that only move numbers: the normal form has none of them left that it can do without.
// Source: ours.

namespace Jaram.Architecture.Graphs;

/// <summary>The inputs' numbers side by side.</summary>
internal sealed record Concat : Operator
{
    /// <inheritdoc/>
    public override string Word => "concat";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs)
    {
        if (inputs.IsEmpty) throw Unfit(inputs, "an input");
        var sum = 0;
        foreach (var width in inputs) sum = checked(sum + width);
        return sum;
    }

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var width = 0;
        foreach (var input in inputs) width += input.Width;
        var (y, at) = (Signal.Zero(inputs[0].Rows, width), 0);
        foreach (var input in inputs)
        {
            for (var row = 0; row < y.Rows; row++) input[row].CopyTo(y[row][at..]);
            at += input.Width;
        }
        return y;
    }
}
