// Source: llama.cpp, ggml.h: GGML_TYPE_BF16, the upper half of an F32; rounding to nearest, ties to even.

using System.Buffers.Binary;

namespace Jaram.Checkpoints.Quantisation;

/// <summary>Upper halves of singles: 8 significant bits, the range of a single.</summary>
internal sealed class BF16Blocks : BlockFormat
{
    /// <inheritdoc/>
    public override string Name => "bf16";

    /// <inheritdoc/>
    public override int BlockLength => 1;

    /// <inheritdoc/>
    public override int BlockBytes => 2;

    /// <inheritdoc/>
    protected override void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BitConverter.UInt32BitsToSingle(
                (uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16);
    }

    /// <inheritdoc/>
    protected override void EncodeBlocks(ReadOnlySpan<float> numbers, Span<byte> bytes)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(numbers[i]);
            bits = float.IsNaN(numbers[i])
                ? bits | 0x40_0000                                      // stays no number, whatever is cut off
                : unchecked(bits + 0x7FFF + (bits >> 16 & 1));
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], (ushort)(bits >> 16));
        }
    }
}
