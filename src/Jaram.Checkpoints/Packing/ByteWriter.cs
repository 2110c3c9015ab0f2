using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Jaram.Checkpoints.Packing;

/// <summary>Collects little-endian numbers: what a <see cref="ByteReader"/> takes apart again.</summary>
internal sealed class ByteWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>The same; until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.WrittenMemory;

    /// <summary>Begins anew, in the memory that it has.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    /// <summary>Makes room for bytes that the caller writes; until the next call.</summary>
    public Span<byte> Room(int count)
    {
        var room = _bytes.GetSpan(count)[..count];
        _bytes.Advance(count);
        return room;
    }

    /// <summary>Puts a number where <see cref="Room"/> was made for it.</summary>
    public void WordAt(int at, long value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(MemoryMarshal.AsMemory(Memory).Span[at..], checked((uint)value));

    public void Byte(int value) => Bytes([checked((byte)value)]);

    public void Bytes(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void Short(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.GetSpan(sizeof(ushort)), checked((ushort)value));
        _bytes.Advance(sizeof(ushort));
    }

    public void Word(long value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(sizeof(uint)), checked((uint)value));
        _bytes.Advance(sizeof(uint));
    }

    public void Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    /// <summary>Text after its length in bytes.</summary>
    /// <exception cref="CheckpointException">It takes more than 65,535 bytes.</exception>
    public void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > ushort.MaxValue)
            throw new CheckpointException($"the name {Quoted.Of(text)} takes {bytes.Length} bytes, a pack allows "
                + $"{ushort.MaxValue}: choose a shorter one");
        Short(bytes.Length);
        Bytes(bytes);
    }
}
