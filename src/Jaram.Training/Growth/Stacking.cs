// Stacking: the whole stack several times over.
// Source: G_stack, arXiv:2405.15319 (depthwise stacking).

namespace Jaram.Training.Growth;

/// <summary>stack:g</summary>
/// <param name="Times">How often, g.</param>
public sealed record Stacking(int Times) : Restacking
{
    /// <inheritdoc/>
    public override string Word => FormattableString.Invariant($"stack:{Times}");

    /// <inheritdoc/>
    public override IReadOnlyList<int> Order(int layers) => Times >= 2
        ? [.. Enumerable.Repeat(Enumerable.Range(0, layers), Times).SelectMany(one => one)]
        : throw Refusal($"a stack of {Times} is no growth; stack 2 or more");
}
