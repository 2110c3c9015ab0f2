using System.Collections.Immutable;
using System.Text;

namespace Jaram.Checkpoints;

/// <summary>Name, element type and shape of one tensor. An empty shape is one number, a zero in it is none.</summary>
public sealed record TensorEntry
{
    /// <summary>Describes a tensor.</summary>
    /// <exception cref="CheckpointException">The name is not Unicode text or is reserved, a dimension is negative,
    /// or the tensor has more than 2^63 - 1 bits or no whole number of bytes.</exception>
    public TensorEntry(string name, DType dtype, params ReadOnlySpan<long> shape)
    {
        if (name == SafetensorsHeader.MetadataKey || !IsText(name))
            throw new CheckpointException($"{Quoted.Of(name)} cannot name a tensor: choose another name");
        (Name, DType, Shape) = (name, dtype, [.. shape]);
        var bits = CountBits();
        if (bits % 8 != 0)
            throw new CheckpointException(
                $"tensor {Quoted.Of(name)} has {bits} bits, not a multiple of 8: pad its last dimension");
        ByteCount = bits / 8;
    }

    /// <summary>The name, as in the model's own listing, e.g. "layers.0.mla.kv_up.weight".</summary>
    public string Name { get; }

    /// <summary>The type of one element.</summary>
    public DType DType { get; }

    /// <summary>Dimensions, outermost first.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Bytes that the tensor takes.</summary>
    public long ByteCount { get; }

    /// <summary>Same name, type and shape.</summary>
    public bool Equals(TensorEntry? other) =>
        other is not null && Name == other.Name && DType == other.DType && Shape.SequenceEqual(other.Shape);

    /// <summary>Agrees with <see cref="Equals(TensorEntry?)"/> within one process.</summary>
    public override int GetHashCode() => HashCode.Combine(Name, DType, ByteCount);

    /// <summary>The entry as people write it, e.g. "w" F32 [2, 3].</summary>
    public override string ToString() => $"{Quoted.Of(Name)} {DType.Word} [{string.Join(", ", Shape)}]";

    private long CountBits()
    {
        try
        {
            long bits = DType.Bits;
            foreach (var size in Shape)
                bits = size >= 0
                    ? checked(bits * size)
                    : throw new CheckpointException($"{this} has the size {size}: sizes are 0 or more");
            return bits;
        }
        catch (OverflowException)
        {
            throw new CheckpointException($"{this} has more than 2^63 - 1 bits: no tensor is that large");
        }
    }

    private static bool IsText(string text)
    {
        for (var (at, rune) = (0, default(Rune)); at < text.Length; at += rune.Utf16SequenceLength)
            if (!Rune.TryGetRuneAt(text, at, out rune)) return false;
        return true;
    }
}
