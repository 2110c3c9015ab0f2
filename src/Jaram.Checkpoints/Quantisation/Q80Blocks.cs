// 8 bits a number: x = d·q, one scale d for 32 numbers.
// Source: llama.cpp, block_q8_0 in ggml-common.h, quantize_row_q8_0_ref in ggml-quants.c.
//
//   half d · 32 signed bytes q; d = max |x| / 127, q = x / d rounded, halves away from zero

using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Jaram.Checkpoints.Quantisation;

/// <summary>Q8_0: off by half a step, max |x| / 254, and by the rounding of the scale, at most.</summary>
internal sealed class Q80Blocks : BlockFormat
{
    private const int Length = 32, Numbers = 2;

    /// <inheritdoc/>
    public override string Name => "q8_0";

    /// <inheritdoc/>
    public override int BlockLength => Length;

    /// <inheritdoc/>
    public override int BlockBytes => Numbers + Length;

    /// <inheritdoc/>
    protected override void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        for (; numbers.Length > 0; numbers = numbers[Length..], bytes = bytes[(Numbers + Length)..])
        {
            var scale = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes);
            var stored = bytes.Slice(Numbers, Length);
            var block = numbers[..Length];
            for (var i = 0; i < block.Length; i++) block[i] = scale * (sbyte)stored[i];
        }
    }

    /// <inheritdoc/>
    protected override void EncodeBlocks(ReadOnlySpan<float> numbers, Span<byte> bytes)
    {
        for (; numbers.Length > 0; numbers = numbers[Length..], bytes = bytes[(Numbers + Length)..])
        {
            var (a, b) = (Vector256.Create(numbers), Vector256.Create(numbers[8..]));
            var (c, d) = (Vector256.Create(numbers[16..]), Vector256.Create(numbers[24..]));
            var scale = BlockVectors.LargestSize(a, b, c, d) / 127;
            BinaryPrimitives.WriteHalfLittleEndian(bytes, Scale(scale));
            var inverse = BlockVectors.Inverse(scale);
            Vector256.Narrow(
                Vector256.Narrow(Rounded(a * inverse), Rounded(b * inverse)),
                Vector256.Narrow(Rounded(c * inverse), Rounded(d * inverse))).AsByte().CopyTo(bytes[Numbers..]);
        }
    }

    /// <summary>To the nearest whole numbers, halves away from zero.</summary>
    private static Vector256<int> Rounded(Vector256<float> x)
    {
        var whole = Vector256.Truncate(x);
        var rest = x - whole;
        return Vector256.ConvertToInt32(whole)
            - Vector256.GreaterThanOrEqual(rest, Vector256.Create(0.5f)).AsInt32()      // true is -1
            + Vector256.LessThanOrEqual(rest, Vector256.Create(-0.5f)).AsInt32();
    }
}
