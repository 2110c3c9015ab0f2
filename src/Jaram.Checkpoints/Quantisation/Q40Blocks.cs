// 4 bits a number: x = d·(q − 8), one scale d for 32 numbers.
// Source: llama.cpp, block_q4_0 in ggml-common.h, quantize_row_q4_0_ref in ggml-quants.c.
//
//   half d · 16 bytes: byte j has q of number j in its low half, of number j + 16 in its high half
//   d = the number of largest size over −8, so that number is stored as 0; q = min(15, ⌊x / d + 8.5⌋)

using System.Buffers.Binary;
using System.Runtime.Intrinsics;

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
            var (a, b) = (Vector256.Create(numbers), Vector256.Create(numbers[8..]));
            var (c, d) = (Vector256.Create(numbers[16..]), Vector256.Create(numbers[24..]));
            var size = BlockVectors.LargestSize(a, b, c, d);
            var scale = Signed(numbers[..Length], size) / -8;
            BinaryPrimitives.WriteHalfLittleEndian(bytes, Scale(scale));
            var inverse = BlockVectors.Inverse(scale);
            var first = Stored(a * inverse) | Stored(c * inverse) << 4;
            var second = Stored(b * inverse) | Stored(d * inverse) << 4;
            var words = Vector256.Narrow(first, second);
            Vector128.Narrow(words.GetLower(), words.GetUpper()).CopyTo(bytes[Numbers..]);
        }
    }

    /// <summary>The first number of a size, with its sign.</summary>
    private static float Signed(ReadOnlySpan<float> block, float size)
    {
        foreach (var x in block)
            if (MathF.Abs(x) == size) return x;
        return float.NaN;                                               // the size is that of no number
    }

    private static Vector256<uint> Stored(Vector256<float> steps) => Vector256.Min(Vector256.Create(15u),
        Vector256.ConvertToInt32(steps + Vector256.Create(8.5f)).AsUInt32());
}
