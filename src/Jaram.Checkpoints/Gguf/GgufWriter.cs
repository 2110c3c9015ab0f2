// Source: ggml, docs/gguf.md; the layout is drawn in GgufHeader.cs.

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Jaram.Checkpoints.Gguf;

/// <summary>Hands out the bytes of a tensor from byte <paramref name="from"/> on, as many as are at hand, one at least.
/// </summary>
public delegate ReadOnlySpan<byte> GgufBytes(GgufTensor tensor, long from);

/// <summary>Writes GGUF version 3. The same keys and tensors in the same order are the same bytes.</summary>
public static class GgufWriter
{
    /// <summary>Writes a file from front to back; no tensor is held whole.</summary>
    /// <exception cref="CheckpointException">Two tensors have one name, the alignment is none, or
    /// <paramref name="bytes"/> handed out none or more than the shape says.</exception>
    public static void Write(Stream to, GgufMetadata metadata, IReadOnlyList<GgufTensor> tensors, GgufBytes bytes)
    {
        if (tensors.GroupBy(t => t.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new CheckpointException(
                $"{twice.Count()} tensors are named {Quoted.Of(twice.Key)}: give each its own name");
        var alignment = metadata.Alignment();
        using var head = new MemoryStream();
        WriteHead(head, metadata, tensors, alignment);
        head.WriteTo(to);
        WritePadding(to, head.Length, alignment);
        foreach (var tensor in tensors)
        {
            WriteData(to, tensor, bytes);
            WritePadding(to, tensor.ByteCount, alignment);
        }
    }

    private static void WriteHead(
        MemoryStream to, GgufMetadata metadata, IReadOnlyList<GgufTensor> tensors, uint alignment)
    {
        to.Write("GGUF"u8);
        Put(to, GgufHeader.Version);
        Put(to, (ulong)tensors.Count);
        Put(to, (ulong)metadata.Keys.Count);
        foreach (var key in metadata.Keys)
        {
            Put(to, key);
            PutValue(to, metadata[key]);
        }
        var at = 0L;
        foreach (var tensor in tensors)
        {
            Put(to, tensor.Name);
            Put(to, (uint)tensor.Shape.Length);
            foreach (var size in tensor.Shape.Reverse()) Put(to, (ulong)size);
            Put(to, (uint)tensor.Type);
            Put(to, (ulong)at);
            at = GgufHeader.Padded(checked(at + tensor.ByteCount), alignment);
        }
    }

    private static void PutValue(Stream to, object value)
    {
        if (value is not Array list)
        {
            Put(to, GgufKinds.Of(value.GetType())!.Value);
            PutOne(to, value);
            return;
        }
        Put(to, GgufKinds.List);
        Put(to, GgufKinds.OfElements(value.GetType())!.Value);
        Put(to, (ulong)list.Length);
        foreach (var one in list) PutOne(to, one);
    }

    private static void PutOne(Stream to, object value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        switch (value)
        {
            case string text: Put(to, text); return;
            case byte n: to.WriteByte(n); return;
            case sbyte n: to.WriteByte((byte)n); return;
            case bool n: to.WriteByte(n ? (byte)1 : (byte)0); return;
            case ushort n: BinaryPrimitives.WriteUInt16LittleEndian(bytes, n); to.Write(bytes[..2]); return;
            case short n: BinaryPrimitives.WriteInt16LittleEndian(bytes, n); to.Write(bytes[..2]); return;
            case uint n: Put(to, n); return;
            case int n: Put(to, unchecked((uint)n)); return;
            case float n: Put(to, BitConverter.SingleToUInt32Bits(n)); return;
            case ulong n: Put(to, n); return;
            case long n: Put(to, unchecked((ulong)n)); return;
            case double n: Put(to, BitConverter.DoubleToUInt64Bits(n)); return;
        }
    }

    private static void Put(Stream to, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Put(to, (ulong)utf8.Length);
        to.Write(utf8);
    }

    private static void Put(Stream to, uint number)
    {
        if (!BitConverter.IsLittleEndian) number = BinaryPrimitives.ReverseEndianness(number);
        to.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in number)));
    }

    private static void Put(Stream to, ulong number)
    {
        if (!BitConverter.IsLittleEndian) number = BinaryPrimitives.ReverseEndianness(number);
        to.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in number)));
    }

    private static void WriteData(Stream to, GgufTensor tensor, GgufBytes bytes)
    {
        for (var at = 0L; at < tensor.ByteCount;)
        {
            var piece = bytes(tensor, at);
            if (piece.Length == 0 || piece.Length > tensor.ByteCount - at)
                throw new CheckpointException($"tensor {tensor} has {tensor.ByteCount - at} bytes left from {at} on, "
                    + $"its source gave {piece.Length}: give bytes that fit its shape");
            to.Write(piece);
            at += piece.Length;
        }
    }

    private static void WritePadding(Stream to, long written, uint alignment)
    {
        for (var left = GgufHeader.Padded(written, alignment) - written; left > 0; left--) to.WriteByte(0);
    }
}
