// 5 bits a number: as Q4_K, with a fifth bit apart.
// Source: llama.cpp, block_q5_K in ggml-common.h, dequantize_row_q5_K in ggml-quants.c.
//
//   half d · half m · 12 bytes of scales (KScales) · 32 bytes of fifth bits: bit b of byte i is number 32·b + i's
//   · 128 bytes of low bits: 32 bytes hold 64 numbers, the first 32 in low halves

using System.Buffers.Binary;

namespace Jaram.Checkpoints.Quantisation;

/// <summary>Q5_K, as published files have it; only read.</summary>
internal sealed class Q5KBlocks : BlockFormat
{
    private const int Scales = 4, High = Scales + KScales.Bytes, Low = High + 32;

    /// <inheritdoc/>
    public override string Name => "q5_k";

    /// <inheritdoc/>
    public override int BlockLength => KScales.Length;

    /// <inheritdoc/>
    public override int BlockBytes => Low + KScales.Length / 2;

    /// <inheritdoc/>
    protected override void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        for (; numbers.Length > 0; numbers = numbers[KScales.Length..], bytes = bytes[BlockBytes..])
        {
            var d = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes);
            var m = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[2..]);
            var fifth = bytes.Slice(High, 32);
            for (var block = 0; block < 8; block++)
            {
                var (scale, minimum) = KScales.At(bytes.Slice(Scales, KScales.Bytes), block);
                var (step, floor) = (d * scale, m * minimum);
                var stored = bytes.Slice(Low + block / 2 * 32, 32);
                var part = numbers.Slice(block * 32, 32);
                var shift = block % 2 * 4;
                for (var i = 0; i < part.Length; i++)
                    part[i] = step * (stored[i] >> shift & 15 | (fifth[i] >> block & 1) << 4) - floor;
            }
        }
    }
}
