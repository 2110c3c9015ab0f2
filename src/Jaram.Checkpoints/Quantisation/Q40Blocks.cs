// 4 bits a number: x = d·(q − 8), one scale d for 32 numbers.
// Source: llama.cpp, block_q4_0 in ggml-common.h, quantize_row_q4_0_ref in ggml-quants.c.
//
//   half d · 16 bytes: byte j has q of number j in its low half, of number j + 16 in its high half
//   d = the number of largest size over −8, so that number is stored as 0; q = min(15, ⌊x / d + 8.5⌋)

using System.Buffers.Binary;

namespace Jaram.Checkpoints.Quantisation;

/// <summary>Q4_0: off by one step, max |x| / 8, and by the rounding of the scale, at most; half a step but at the end
/// of the range.</summary>
internal sealed class Q40Blocks : BlockFormat
{
    private const int Length = 32, Middle = Length / 2, Numbers = 2;

    /// <inheritdoc/>
    public override string Name => "q4_0";

    /// <inheritdoc/>
    public override int BlockLength => Length;

    /// <inheritdoc/>
    public override int BlockBytes => Numbers + Middle;

    /// <inheritdoc/>
    protected override void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        for (; numbers.Length > 0; numbers = numbers[Length..], bytes = bytes[(Numbers + Middle)..])
        {
            var scale = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes);
            var stored = bytes.Slice(Numbers, Middle);
            var low = numbers[..Middle];
            var high = numbers.Slice(Middle, Middle);
            for (var i = 0; i < stored.Length; i++)
            {
                low[i] = scale * ((stored[i] & 15) - 8);
                high[i] = scale * ((stored[i] >> 4) - 8);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EncodeBlocks(ReadOnlySpan<float> numbers, Span<byte> bytes)
    {
        for (; numbers.Length > 0; numbers = numbers[Length..], bytes = bytes[(Numbers + Middle)..])
        {
            var low = numbers[..Middle];
            var high = numbers.Slice(Middle, Middle);
            var stored = bytes.Slice(Numbers, Middle);
            var scale = Largest(numbers[..Length]) / -8;
            BinaryPrimitives.WriteHalfLittleEndian(bytes, Scale(scale));
            var inverse = scale == 0 ? 0 : 1 / scale;
            if (!float.IsFinite(inverse)) inverse = 0;                  // the scale is 0 as a half too
            for (var i = 0; i < stored.Length; i++)
                stored[i] = (byte)(Stored(low[i] * inverse) | Stored(high[i] * inverse) << 4);
        }
    }

    /// <summary>The number of largest size, with its sign; no number if there is one that is none.</summary>
    private static float Largest(ReadOnlySpan<float> block)
    {
        var (largest, size) = (0f, 0f);
        foreach (var x in block)
        {
            if (float.IsNaN(x)) return x;
            if (MathF.Abs(x) > size) (largest, size) = (x, MathF.Abs(x));
        }
        return largest;
    }

    private static int Stored(float steps) => Math.Min(15, (int)(steps + 8.5f));
}
