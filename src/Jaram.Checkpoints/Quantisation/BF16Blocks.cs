// Source: llama.cpp, ggml.h: GGML_TYPE_BF16, the upper half of an F32; rounding to nearest, ties to even.

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Jaram.Checkpoints.Quantisation;

/// <summary>Upper halves of singles: 8 significant bits, the range of a single.</summary>
internal sealed class BF16Blocks : BlockFormat
{
    private const int Lanes = 32;

    /// <inheritdoc/>
    public override string Name => "bf16";

    /// <inheritdoc/>
    public override int BlockLength => 1;

    /// <inheritdoc/>
    public override int BlockBytes => 2;

    /// <inheritdoc/>
    protected override void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        var i = 0;
        if (BitConverter.IsLittleEndian)
            for (var halves = MemoryMarshal.Cast<byte, ushort>(bytes); i + Lanes <= numbers.Length; i += Lanes)
            {
                var (low, high) = Vector512.Widen(Vector512.Create(halves[i..]));
                (low << 16).AsSingle().CopyTo(numbers[i..]);
                (high << 16).AsSingle().CopyTo(numbers[(i + Lanes / 2)..]);
            }
        for (; i < numbers.Length; i++)
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
