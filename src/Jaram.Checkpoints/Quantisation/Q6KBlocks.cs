// 6 bits a number: x = d·s·(q − 32), with a signed scale s for 16 numbers and d for 256.
// Source: llama.cpp, block_q6_K in ggml-common.h, dequantize_row_q6_K in ggml-quants.c.
//
//   128 bytes of low 4 bits · 64 bytes of high 2 bits · 16 signed scales · half d
//   128 numbers lie as four rows of 32: low bits in 64 bytes, rows 0 and 1 in low halves, 2 and 3 in high halves;
//   high bits of number i of row r in bits 2r and 2r + 1 of byte i

using System.Buffers.Binary;

namespace Jaram.Checkpoints.Quantisation;

/// <summary>Q6_K, as published files have it; only read.</summary>
internal sealed class Q6KBlocks : BlockFormat
{
    private const int High = 128, Scales = High + 64, Last = Scales + 16;

    /// <inheritdoc/>
    public override string Name => "q6_k";

    /// <inheritdoc/>
    public override int BlockLength => KScales.Length;

    /// <inheritdoc/>
    public override int BlockBytes => Last + 2;

    /// <inheritdoc/>
    protected override void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        for (; numbers.Length > 0; numbers = numbers[KScales.Length..], bytes = bytes[BlockBytes..])
        {
            var d = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[Last..]);
            for (var row = 0; row < 8; row++)
            {
                var (half, of) = (row / 4, row % 4);
                var low = bytes.Slice(half * 64 + of % 2 * 32, 32);
                var high = bytes.Slice(High + half * 32, 32);
                var part = numbers.Slice(row * 32, 32);
                for (var i = 0; i < part.Length; i++)
                {
                    var q = low[i] >> of / 2 * 4 & 15 | (high[i] >> 2 * of & 3) << 4;
                    part[i] = d * (sbyte)bytes[Scales + row * 2 + i / 16] * (q - 32);
                }
            }
        }
    }
}
