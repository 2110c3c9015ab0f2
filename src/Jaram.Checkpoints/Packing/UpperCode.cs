// F32 numbers that were rounded to bfloat16: half of their bytes say nothing. Quick to write, and to read.
// Source: ours; docs/formats/pack.md.

using System.Runtime.InteropServices;

namespace Jaram.Checkpoints.Packing;

/// <summary>The upper 16 bits of each float.</summary>
internal sealed class UpperCode : TensorCode
{
    private const int Bits = 16;
    private readonly ReadOnlyMemory<byte> _halves;

    /// <param name="tensor">What is stored.</param>
    /// <param name="halves">The upper halves.</param>
    /// <exception cref="CheckpointException">The tensor is not F32, or there are not as many halves.</exception>
    public UpperCode(TensorEntry tensor, ReadOnlyMemory<byte> halves) =>
        _halves = tensor.DType == DType.F32 && 2L * halves.Length == tensor.ByteCount
            ? halves
            : throw new CheckpointException($"{halves.Length} bytes of halves are stored for a tensor of "
                + $"{tensor.ByteCount}: twice as many bytes should be, of F32");

    /// <inheritdoc/>
    public override int Chunks => 1;

    /// <summary>Takes the upper halves; null if a lower half is not zero, or these are no floats.</summary>
    public static Packed? Pack(TensorEntry tensor, ReadOnlySpan<byte> bytes, PackRoom room)
    {
        if (tensor.DType != DType.F32) return null;
        var patterns = MemoryMarshal.Cast<byte, uint>(bytes);
        var to = MemoryMarshal.Cast<byte, ushort>(room.Main.Room(bytes.Length / 2));
        var low = 0u;
        for (var i = 0; i < to.Length; i++)
        {
            low |= patterns[i];
            to[i] = (ushort)(patterns[i] >> Bits);
        }
        return (ushort)low == 0 ? room.As(Coding.Upper) : null;
    }

    /// <inheritdoc/>
    public override void Decode(int chunk, Span<byte> tensor, Precision precision, Room room)
    {
        var from = MemoryMarshal.Cast<byte, ushort>(_halves.Span);
        var to = MemoryMarshal.Cast<byte, uint>(tensor);
        for (var i = 0; i < to.Length; i++) to[i] = (uint)from[i] << Bits;
    }
}
