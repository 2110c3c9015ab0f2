using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Jaram.Checkpoints.Packing;

/// <summary>Takes little-endian numbers off the front of hostile bytes: never beyond their end.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly int _total = bytes.Length;
    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>Bytes not yet taken.</summary>
    public readonly ReadOnlySpan<byte> Rest => _left;

    /// <summary>The next bytes.</summary>
    /// <exception cref="CheckpointException">There are fewer.</exception>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _left.Length)
            throw new CheckpointException(
                $"{count} bytes are wanted at {_total - _left.Length} of {_total}, {_left.Length} are left");
        var taken = _left[..(int)count];
        _left = _left[(int)count..];
        return taken;
    }

    public byte Byte() => Take(1)[0];

    public ushort Short() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public uint Word() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>Text after its length in bytes, a u16.</summary>
    public string Text()
    {
        var text = Take(Short());
        return Utf8.IsValid(text)
            ? Encoding.UTF8.GetString(text)
            : throw new CheckpointException("a name is not UTF-8");
    }
}
