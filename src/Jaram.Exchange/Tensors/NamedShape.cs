using System.Collections.Immutable;

namespace Jaram.Exchange.Tensors;

/// <summary>What a tensor must be called and look like.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Dimensions, outermost first.</param>
internal readonly record struct NamedShape(string Name, ImmutableArray<long> Shape)
{
    /// <summary>A name and a shape.</summary>
    public static NamedShape Of(string name, params ReadOnlySpan<long> shape) => new(name, [.. shape]);

    /// <summary>Numbers of a row.</summary>
    public long RowLength => Shape.IsEmpty ? 1 : Shape[^1];
}

/// <summary>Where the numbers of a row lie on the other side: so many, evenly spaced.</summary>
/// <param name="Tensor">The tensor there.</param>
/// <param name="Start">The first number.</param>
/// <param name="Stride">From one number to the next; 1 for a row as it is.</param>
internal readonly record struct Strip(string Tensor, long Start, long Stride = 1);
