namespace Jaram.Exchange.Tensors;

/// <summary>A tensor of theirs whose numbers follow from the design, or from another tensor.</summary>
/// <param name="foreign">Their name.</param>
/// <param name="shape">Its shape.</param>
internal abstract class OnlyTheirs(string foreign, params long[] shape) : Link
{
    /// <summary>The tensor.</summary>
    public NamedShape Tensor { get; } = NamedShape.Of(foreign, shape);

    /// <inheritdoc/>
    public override IEnumerable<NamedShape> At(Side side) => side == Side.Foreign ? [Tensor] : [];
}

/// <summary>A head that is there although the embedding serves as one; some files have it all the same.</summary>
/// <param name="foreign">Its name.</param>
/// <param name="of">The foreign tensor that it must equal.</param>
/// <param name="shape">Of both.</param>
internal sealed class Repeated(string foreign, string of, params long[] shape) : OnlyTheirs(foreign, shape)
{
    /// <summary>What it repeats.</summary>
    public string Of => of;

    /// <inheritdoc/>
    public override Strip Find(Side side, string tensor, long row) => default;
}

/// <summary>Numbers that follow from the design.</summary>
/// <param name="foreign">Its name.</param>
/// <param name="values">What it must hold.</param>
internal sealed class Fixed(string foreign, float[] values) : OnlyTheirs(foreign, values.Length)
{
    /// <summary>What it must hold.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <inheritdoc/>
    public override Strip Find(Side side, string tensor, long row) => new("", row * values.Length);
}
