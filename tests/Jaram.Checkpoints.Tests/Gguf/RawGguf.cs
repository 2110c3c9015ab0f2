using System.Text;

namespace Jaram.Checkpoints.Tests.Gguf;

/// <summary>A GGUF file written field by field, right or wrong.</summary>
internal sealed class RawGguf
{
    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    /// <summary>The head of a good file.</summary>
    public static RawGguf Head(ulong tensors, ulong keys) => new RawGguf().Raw("GGUF"u8).U32(3).U64(tensors).U64(keys);

    /// <summary>One tensor of bytes of F32, and the data that is given.</summary>
    public static byte[] OfOne(Func<RawGguf, RawGguf> tensor, int data = 32) =>
        tensor(Head(1, 0)).Pad().Raw(new byte[data]).Bytes;

    /// <summary>One key and nothing else.</summary>
    public static byte[] OfKey(Func<RawGguf, RawGguf> key) => key(Head(0, 1)).Bytes;

    public RawGguf Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public RawGguf U32(uint number) => Raw(BitConverter.GetBytes(number));

    public RawGguf U64(ulong number) => Raw(BitConverter.GetBytes(number));

    public RawGguf Text(string text) => U64((ulong)Encoding.UTF8.GetByteCount(text)).Raw(Encoding.UTF8.GetBytes(text));

    public RawGguf Key(string name, uint type) => Text(name).U32(type);

    /// <summary>A tensor's entry; sizes innermost first, as they stand in files.</summary>
    public RawGguf Tensor(string name, uint type, ulong offset, params ulong[] sizes)
    {
        Text(name).U32((uint)sizes.Length);
        foreach (var size in sizes) U64(size);
        return U32(type).U64(offset);
    }

    public RawGguf Pad(int alignment = 32)
    {
        while (_bytes.Count % alignment != 0) _bytes.Add(0);
        return this;
    }
}
