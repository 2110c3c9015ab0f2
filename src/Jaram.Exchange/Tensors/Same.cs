namespace Jaram.Exchange.Tensors;

/// <summary>One tensor under two names.</summary>
/// <param name="own">Our name.</param>
/// <param name="foreign">Their name.</param>
/// <param name="shape">Of both.</param>
internal sealed class Same(string own, string foreign, params long[] shape) : Link
{
    /// <inheritdoc/>
    public override IEnumerable<NamedShape> At(Side side) => [NamedShape.Of(side == Side.Own ? own : foreign, shape)];

    /// <inheritdoc/>
    public override Strip Find(Side side, string tensor, long row) =>
        new(side == Side.Own ? foreign : own, row * shape[^1]);
}
