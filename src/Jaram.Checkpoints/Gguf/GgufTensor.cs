using System.Collections.Immutable;
using System.Text;

namespace Jaram.Checkpoints.Gguf;

/// <summary>Name, type and shape of one tensor of a GGUF file.</summary>
public sealed record GgufTensor
{
    /// <summary>A name has fewer bytes.</summary>
    public const int LongestName = 64;

    /// <summary>Dimensions that a tensor may have.</summary>
    public const int MostDimensions = 4;

    /// <summary>Describes a tensor.</summary>
    /// <exception cref="CheckpointException">The name is empty or too long, there are too many dimensions, a row is no
    /// whole number of blocks, or there are 2^63 numbers or bytes and more.</exception>
    public GgufTensor(string name, GgufType type, params ReadOnlySpan<long> shape)
    {
        (Name, Type, Shape) = (name, type, [.. shape]);
        if (Encoding.UTF8.GetByteCount(name) is 0 or >= LongestName)
            throw new CheckpointException($"{Quoted.Of(name)} cannot name a tensor: names have 1 to "
                + $"{LongestName - 1} bytes");
        if (Shape.Length > MostDimensions)
            throw new CheckpointException(
                $"{this} has {Shape.Length} dimensions, at most {MostDimensions} are allowed");
        Count = CountNumbers();
        ByteCount = CountBytes();
    }

    /// <summary>As in <c>blk.0.attn_q.weight</c>.</summary>
    public string Name { get; }

    /// <summary>How its numbers are stored.</summary>
    public GgufType Type { get; }

    /// <summary>Dimensions, outermost first; files list them the other way round.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Numbers that it holds.</summary>
    public long Count { get; }

    /// <summary>Bytes that it takes.</summary>
    public long ByteCount { get; }

    /// <summary>Same name, type and shape.</summary>
    public bool Equals(GgufTensor? other) =>
        other is not null && Name == other.Name && Type == other.Type && Shape.SequenceEqual(other.Shape);

    /// <summary>Agrees with <see cref="Equals(GgufTensor?)"/> within one process.</summary>
    public override int GetHashCode() => HashCode.Combine(Name, Type, ByteCount);

    /// <summary>The tensor as people write it, e.g. "w" q8_0 [2, 32].</summary>
    public override string ToString() => $"{Quoted.Of(Name)} {Type.Blocks.Name} [{string.Join(", ", Shape)}]";

    private long CountNumbers()
    {
        try
        {
            var count = 1L;
            foreach (var size in Shape)
                count = size >= 0
                    ? checked(count * size)
                    : throw new CheckpointException($"{this} has the size {size}: sizes are 0 or more");
            return count;
        }
        catch (OverflowException)
        {
            throw new CheckpointException($"{this} has more than 2^63 - 1 numbers: no tensor is that large");
        }
    }

    private long CountBytes()
    {
        var (format, row) = (Type.Blocks, Shape.Length == 0 ? 1 : Shape[^1]);
        if (row % format.BlockLength != 0)
            throw new CheckpointException($"{this} has rows of {row} numbers, {format.Name} stores blocks of "
                + $"{format.BlockLength}: choose f32, f16 or bf16");
        try
        {
            return format.BytesOf(Count);
        }
        catch (OverflowException)
        {
            throw new CheckpointException($"{this} takes more than 2^63 - 1 bytes: no tensor is that large");
        }
    }
}
