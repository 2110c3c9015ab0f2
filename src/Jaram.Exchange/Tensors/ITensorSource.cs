using System.Collections.Immutable;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Quantisation;

namespace Jaram.Exchange.Tensors;

/// <summary>Tensors by name whose numbers are made when they are asked for. Many threads may read at once, unless a
/// source says otherwise.</summary>
public interface ITensorSource
{
    /// <summary>What there is.</summary>
    IReadOnlyList<SourceTensor> Tensors { get; }

    /// <summary>Numbers of a tensor, row after row.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    /// <param name="from">The first number; the start of a row where numbers are stored in blocks.</param>
    /// <param name="into">As many as wanted; whole rows likewise.</param>
    /// <exception cref="CheckpointException">Not so many are there.</exception>
    void Read(SourceTensor tensor, long from, Span<float> into);
}

/// <summary>A tensor of a source.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Shape">Dimensions, outermost first.</param>
/// <param name="Stored">How its numbers are stored.</param>
public sealed record SourceTensor(string Name, ImmutableArray<long> Shape, BlockFormat Stored)
{
    /// <summary>Numbers that it holds.</summary>
    public long Count => Shape.Aggregate(1L, (count, size) => checked(count * size));

    /// <summary>Numbers of a row: what the innermost dimension counts.</summary>
    public long RowLength => Shape.IsEmpty ? 1 : Shape[^1];

    /// <summary>Whether elements are no numbers by themselves, and cannot be read: several in one, or codes.</summary>
    public bool IsPacked => Stored is AsStored { IsPacked: true };

    /// <summary>The tensor as people write it.</summary>
    public override string ToString() => $"{Quoted.Of(Name)} {Stored.Name} [{string.Join(", ", Shape)}]";
}
