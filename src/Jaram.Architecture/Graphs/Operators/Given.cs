namespace Jaram.Architecture.Graphs;

/// <summary>What the layer is given: the residual stream.</summary>
/// <param name="Width">Model width D.</param>
internal sealed record Given(int Width) : Operator
{
    /// <inheritdoc/>
    public override string Word => "input";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => inputs.IsEmpty ? Width : throw Unfit(inputs, "no input");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) =>
        throw new InvalidOperationException("a given signal is not computed");
}
