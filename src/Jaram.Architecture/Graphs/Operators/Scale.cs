// Operators without learnt numbers that work on each channel.
// Source: ours; functions as PyTorch defines them.

namespace Jaram.Architecture.Graphs;

/// <summary>y = c·x, c fixed.</summary>
/// <param name="By">c</param>
internal sealed record Scale(double By) : Operator
{
    /// <inheritdoc/>
    public override string Word => "scale";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs);

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(inputs[0].Width, (x, y) =>
    {
        for (var i = 0; i < y.Length; i++) y[i] = By * x[i];
    });
}
