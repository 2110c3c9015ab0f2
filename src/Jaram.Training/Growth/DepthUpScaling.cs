// Depth up-scaling: two copies of the model, one without its last m layers, on it the other without its first m. Of
// n layers become 2(n − m). It does not keep the function: the seam is where raising on has most to mend.
// Source: SOLAR 10.7B, arXiv:2312.15166, section 2 (n = 32, m = 8, 48 layers).

namespace Jaram.Training.Growth;

/// <summary>dus:m</summary>
/// <param name="Dropped">Layers m that each copy drops.</param>
public sealed record DepthUpScaling(int Dropped) : Restacking
{
    /// <inheritdoc/>
    public override string Word => FormattableString.Invariant($"dus:{Dropped}");

    /// <inheritdoc/>
    public override IReadOnlyList<int> Order(int layers)
    {
        var most = (layers - 1) / 2;
        return Dropped <= most
            ? [.. Enumerable.Range(0, layers - Dropped), .. Enumerable.Range(Dropped, layers - Dropped)]
            : throw Refusal($"each copy drops {Dropped} layers of {layers}: that is no deeper; drop {most} or fewer");
    }
}
