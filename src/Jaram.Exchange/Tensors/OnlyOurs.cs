namespace Jaram.Exchange.Tensors;

/// <summary>What the other side does with a tensor that it has no room for.</summary>
internal enum Absence
{
    /// <summary>It is bookkeeping of training: another value computes the same.</summary>
    Unused,

    /// <summary>The other side computes as if it were zero, so it must be.</summary>
    MustBeZero,
}

/// <summary>A tensor of ours without one of theirs; zeros when it comes from there.</summary>
/// <param name="own">Our name.</param>
/// <param name="count">Numbers that it holds.</param>
/// <param name="absence">What its absence means.</param>
internal sealed class OnlyOurs(string own, long count, Absence absence) : Link
{
    /// <summary>What its absence means.</summary>
    public Absence Absence => absence;

    /// <inheritdoc/>
    public override IEnumerable<NamedShape> At(Side side) => side == Side.Own ? [NamedShape.Of(own, count)] : [];

    /// <inheritdoc/>
    public override Strip Find(Side side, string tensor, long row) => default;
}
