// Source: safetensors, `prepare` in tensor.rs: widest types first, then by name, so equal content gives equal bytes.

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jaram.Checkpoints;

/// <summary>Writes tensors in the format of safetensors. The bytes depend on the content alone, not on the order in
/// which tensors or notes are listed.</summary>
public static class SafetensorsWriter
{
    /// <summary>The note that makes transformers take a file: row-major tensors, as PyTorch has them.</summary>
    private static readonly ImmutableDictionary<string, string> _pytorch =
        ImmutableDictionary<string, string>.Empty.Add("format", "pt");

    /// <summary>Writes tensors with the note {"format": "pt"}, which Hugging Face transformers asks for.</summary>
    /// <exception cref="CheckpointException">See the other overload.</exception>
    public static void Write(Stream to, IEnumerable<TensorEntry> tensors, TensorBytes bytes) =>
        Write(to, tensors, bytes, _pytorch);

    /// <summary>Writes tensors and notes.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="tensors">The listing, in any order.</param>
    /// <param name="bytes">Where they are.</param>
    /// <param name="metadata">The notes.</param>
    /// <param name="alignment">The data begins at a multiple of so many bytes, itself a multiple of 8.</param>
    /// <exception cref="CheckpointException">Two tensors have one name, the listing is over 100,000,000 bytes, or
    /// <paramref name="bytes"/> handed out none or more than the shape says.</exception>
    public static void Write(Stream to, IEnumerable<TensorEntry> tensors, TensorBytes bytes,
        IReadOnlyDictionary<string, string> metadata, int alignment = 8)
    {
        var ordered = tensors.OrderByDescending(t => t.DType).ThenBy(t => t.Name, Utf8Order.Instance).ToList();
        if (ordered.GroupBy(t => t.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new CheckpointException(
                $"{twice.Count()} tensors are named {Quoted.Of(twice.Key)}: give each its own name");
        WriteHeader(to, ordered, metadata, alignment);
        foreach (var tensor in ordered) WriteData(to, tensor, bytes);
    }

    private static void WriteHeader(Stream to, List<TensorEntry> tensors,
        IReadOnlyDictionary<string, string> metadata, int alignment)
    {
        using var header = new MemoryStream();
        header.Write(stackalloc byte[SafetensorsHeader.LengthBytes]);
        using (var json = new Utf8JsonWriter(header, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata.Count > 0) WriteMetadata(json, metadata);
            var at = 0L;
            foreach (var tensor in tensors) WriteEntry(json, tensor, ref at);
            json.WriteEndObject();
        }
        while (header.Length % alignment != 0) header.WriteByte((byte)' ');
        var length = header.Length - SafetensorsHeader.LengthBytes;
        if (length > SafetensorsHeader.MaxBytes)
            throw new CheckpointException($"the listing of {tensors.Count} tensors takes {length} bytes, "
                + $"the format allows {SafetensorsHeader.MaxBytes}: write several files");
        BinaryPrimitives.WriteInt64LittleEndian(header.GetBuffer(), length);
        header.WriteTo(to);
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(note => note.Key, Utf8Order.Instance))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, TensorEntry tensor, ref long at)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.DType.Word);
        json.WriteStartArray("shape");
        foreach (var size in tensor.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(at);
        json.WriteNumberValue(at = checked(at + tensor.ByteCount));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteData(Stream to, TensorEntry tensor, TensorBytes bytes)
    {
        foreach (var piece in new TensorPieces(tensor, bytes)) to.Write(piece);
    }
}
