// 8 bits a number: x = d·q, one scale d for 32 numbers.
// Source: llama.cpp, block_q8_0 in ggml-common.h, quantize_row_q8_0_ref in ggml-quants.c.
//
//   half d · 32 signed bytes q; d = max |x| / 127, q = x / d rounded, halves away from zero

using System.Buffers.Binary;

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
            var block = numbers[..Length];
            var stored = bytes.Slice(Numbers, Length);
            var largest = 0f;
            foreach (var x in block) largest = MathF.Max(largest, MathF.Abs(x)); // no number wins: it is refused below
            var scale = largest / 127;
            BinaryPrimitives.WriteHalfLittleEndian(bytes, Scale(scale));
            var inverse = scale == 0 ? 0 : 1 / scale;
            if (!float.IsFinite(inverse)) inverse = 0;                  // the scale is 0 as a half too
            for (var i = 0; i < block.Length; i++) stored[i] = unchecked((byte)Rounded(block[i] * inverse));
        }
    }

    /// <summary>To the nearest whole number, halves away from zero, without the cost of a call.</summary>
    private static int Rounded(float x)
    {
        var whole = (int)x;
        var rest = x - whole;
        return whole + (rest >= 0.5f ? 1 : rest <= -0.5f ? -1 : 0);
    }
}
