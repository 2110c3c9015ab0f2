// 4 bits a number: x = d·s·q − m·t, with a scale s and a minimum t for 32 numbers, d and m for 256.
// Source: llama.cpp, block_q4_K in ggml-common.h, dequantize_row_q4_K in ggml-quants.c.
//
//   half d · half m · 12 bytes of scales (KScales) · 128 bytes q: 32 bytes hold 64 numbers, the first 32 in low halves

using System.Buffers.Binary;

namespace Jaram.Checkpoints.Quantisation;

/// <summary>Q4_K, as most published files have it; only read.</summary>
internal sealed class Q4KBlocks : BlockFormat
{
    private const int Scales = 4, Numbers = Scales + KScales.Bytes;

    /// <inheritdoc/>
    public override string Name => "q4_k";

    /// <inheritdoc/>
    public override int BlockLength => KScales.Length;

    /// <inheritdoc/>
    public override int BlockBytes => Numbers + KScales.Length / 2;

    /// <inheritdoc/>
    protected override void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        for (; numbers.Length > 0; numbers = numbers[KScales.Length..], bytes = bytes[BlockBytes..])
        {
            var d = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes);
            var m = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[2..]);
            for (var block = 0; block < 8; block++)
            {
                var (scale, minimum) = KScales.At(bytes.Slice(Scales, KScales.Bytes), block);
                var (step, floor) = (d * scale, m * minimum);
                var stored = bytes.Slice(Numbers + block / 2 * 32, 32);
                var part = numbers.Slice(block * 32, 32);
                var shift = block % 2 * 4;
                for (var i = 0; i < part.Length; i++) part[i] = step * (stored[i] >> shift & 15) - floor;
            }
        }
    }
}
