// Numbers of safetensors files as they stand, for who looks at weights without computing with them: integers and
// floats of 8 bits are read without their scales, which lie in tensors of their own.
// Source: safetensors, `Dtype` in tensor.rs; OCP 8-bit floating point specification 1.0 (E4M3 has no infinities).

using Jaram.Checkpoints;
using Jaram.Checkpoints.Quantisation;

namespace Jaram.Exchange.Tensors;

/// <summary>A type that weights are not computed from, number by number: of 8 bits they are read, others refused.
/// </summary>
/// <param name="type">The type.</param>
/// <param name="bits">Bits of a number.</param>
internal sealed class AsStored(DType type, int bits) : BlockFormat
{
    private const float SmallestE4M3 = 1f / (1 << 9);

    /// <summary>The format of a tensor of any type.</summary>
    public static BlockFormat Of(TensorEntry tensor) => tensor.DType is DType.F32 or DType.F16 or DType.BF16
        ? StoredNumbers.Of(tensor)
        : new AsStored(tensor.DType, tensor.Shape.Aggregate(1L, (count, size) => count * size) is > 0 and var count
            ? (int)(tensor.ByteCount * 8 / count)
            : 8);

    /// <summary>Whether an element is no number by itself: several lie in one, or it is a code.</summary>
    public bool IsPacked => type is not (DType.I8 or DType.F8E4M3 or DType.F8E5M2);

    /// <summary>The type in small letters, as in <c>i8</c>.</summary>
    public override string Name => type.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public override int BlockLength => bits % 8 == 0 ? 1 : 8;

    /// <inheritdoc/>
    public override int BlockBytes => bits % 8 == 0 ? bits / 8 : bits;

    /// <inheritdoc/>
    protected override void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        if (IsPacked)
            throw new CheckpointException(
                $"weights of type {type} are packed: get the model in f32, f16, bf16, f8 or i8");
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = type switch
            {
                DType.I8 => (sbyte)bytes[i],
                DType.F8E4M3 => E4M3(bytes[i]),
                _ => (float)BitConverter.UInt16BitsToHalf((ushort)(bytes[i] << 8)),     // E5M2 is half of a half
            };
    }

    /// <summary>Sign, 4 bits of exponent with bias 7, 3 of mantissa; all ones are no number.</summary>
    private static float E4M3(byte code)
    {
        var (exponent, mantissa) = (code >> 3 & 15, code & 7);
        var size = (code & 0x7F) == 0x7F ? float.NaN
            : exponent == 0 ? mantissa * SmallestE4M3
            : MathF.ScaleB(1 + mantissa / 8f, exponent - 7);
        return code < 0x80 ? size : -size;
    }
}
