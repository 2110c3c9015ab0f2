// Source: llama.cpp, ggml.h: GGML_TYPE_F32, IEEE single, little-endian.

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Jaram.Checkpoints.Quantisation;

/// <summary>Numbers as they are.</summary>
internal sealed class F32Blocks : BlockFormat
{
    /// <inheritdoc/>
    public override string Name => "f32";

    /// <inheritdoc/>
    public override int BlockLength => 1;

    /// <inheritdoc/>
    public override int BlockBytes => sizeof(float);

    /// <inheritdoc/>
    protected override void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        bytes.CopyTo(MemoryMarshal.AsBytes(numbers));
        Swap(MemoryMarshal.Cast<float, uint>(numbers));
    }

    /// <inheritdoc/>
    protected override void EncodeBlocks(ReadOnlySpan<float> numbers, Span<byte> bytes)
    {
        MemoryMarshal.AsBytes(numbers).CopyTo(bytes);
        Swap(MemoryMarshal.Cast<byte, uint>(bytes));
    }

    private static void Swap(Span<uint> words)
    {
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(words, words);
    }
}
