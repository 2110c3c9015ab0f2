// Numbers of safetensors files as they stand, for who looks at weights without computing with them: integers are read
// without their scales, which lie in tensors of their own.
// Source: safetensors, `Dtype` in tensor.rs.

using Jaram.Checkpoints;
using Jaram.Checkpoints.Quantisation;

namespace Jaram.Exchange.Tensors;

/// <summary>A type that weights are not read from, number by number: signed bytes are read, others refused.</summary>
/// <param name="type">The type.</param>
/// <param name="bits">Bits of a number.</param>
internal sealed class AsStored(DType type, int bits) : BlockFormat
{
    /// <summary>The format of a tensor of any type.</summary>
    public static BlockFormat Of(TensorEntry tensor) => tensor.DType is DType.F32 or DType.F16 or DType.BF16
        ? StoredNumbers.Of(tensor)
        : new AsStored(tensor.DType, tensor.Shape.Aggregate(1L, (count, size) => count * size) is > 0 and var count
            ? (int)(tensor.ByteCount * 8 / count)
            : 8);

    /// <summary>The type in small letters, as in <c>i8</c>.</summary>
    public override string Name => type.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public override int BlockLength => bits % 8 == 0 ? 1 : 8;

    /// <inheritdoc/>
    public override int BlockBytes => bits % 8 == 0 ? bits / 8 : bits;

    /// <inheritdoc/>
    protected override void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        if (type != DType.I8)
            throw new CheckpointException($"weights of type {type} are packed: get the model in f32, f16, bf16 or i8");
        for (var i = 0; i < numbers.Length; i++) numbers[i] = (sbyte)bytes[i];
    }
}
