// Source: llama.cpp, ggml.h: GGML_TYPE_F16, IEEE half, little-endian.

using System.Buffers.Binary;

namespace Jaram.Checkpoints.Quantisation;

/// <summary>Halves: 11 significant bits, up to 65504.</summary>
internal sealed class F16Blocks : BlockFormat
{
    /// <inheritdoc/>
    public override string Name => "f16";

    /// <inheritdoc/>
    public override int BlockLength => 1;

    /// <inheritdoc/>
    public override int BlockBytes => 2;

    /// <inheritdoc/>
    protected override void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
    }

    /// <inheritdoc/>
    protected override void EncodeBlocks(ReadOnlySpan<float> numbers, Span<byte> bytes)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var half = (Half)numbers[i];
            if (Half.IsInfinity(half) && float.IsFinite(numbers[i]))
                throw new CheckpointException(
                    $"{numbers[i]:R} is too large for f16 (65504 at most): write bf16 or f32");
            BinaryPrimitives.WriteHalfLittleEndian(bytes[(2 * i)..], half);
        }
    }
}
