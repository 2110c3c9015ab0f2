// What stands before the numbers of a safetensors file, read as hostile input: nothing is believed unchecked.
// Source: safetensors, format section of README.md and `Metadata::validate` in tensor.rs.
//
//   u64 N, little-endian · N bytes of JSON, starting '{', padded with spaces · the bytes of the tensors
//   {"__metadata__": {text: text}, name: {"dtype": word, "shape": [sizes], "data_offsets": [begin, end]}}
//   Offsets count from the end of the JSON; the tensors lie end to end from 0 to the end of the file.

using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace Jaram.Checkpoints;

/// <summary>The checked listing of a safetensors file.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The key that holds notes instead of a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The longest JSON that the format allows, in bytes.</summary>
    public const int MaxBytes = 100_000_000;

    /// <summary>Bytes of the length that comes first.</summary>
    public const int LengthBytes = 8;

    private readonly List<PlacedTensor> _tensors = [];
    private readonly Dictionary<string, string> _metadata = [];

    private SafetensorsHeader(ReadOnlySpan<byte> head, long fileBytes)
    {
        var json = Json(head, fileBytes);
        DataStart = LengthBytes + json.Length;
        ReadListing(json);
        CheckLayout(fileBytes - DataStart);
    }

    /// <summary>The tensors in the order in which they lie in the file.</summary>
    public IReadOnlyList<PlacedTensor> Tensors => _tensors;

    /// <summary>The notes of whoever wrote the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Where in the file offset 0 lies, in bytes.</summary>
    public long DataStart { get; }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="head">The start of the file, at least to the end of the JSON if the file reaches so far.</param>
    /// <param name="fileBytes">Length of the whole file.</param>
    /// <param name="path">For the message.</param>
    /// <exception cref="CheckpointException">The file breaks a rule of the format.</exception>
    public static SafetensorsHeader Read(ReadOnlySpan<byte> head, long fileBytes, string path)
    {
        try
        {
            return new(head, fileBytes);
        }
        catch (CheckpointException e)
        {
            throw new CheckpointException($"{path}: {e.Message}; the file is damaged or not safetensors: get it again");
        }
    }

    private static ReadOnlySpan<byte> Json(ReadOnlySpan<byte> head, long fileBytes)
    {
        if (head.StartsWith("PK\u0003\u0004"u8))
            throw new CheckpointException("this is a zip, perhaps of pickles, which can run code and is never loaded");
        if (fileBytes < LengthBytes)
            throw new CheckpointException($"the file has {fileBytes} bytes, a header takes {LengthBytes} or more");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(head);
        if (length > MaxBytes)
            throw new CheckpointException($"the header claims {length} bytes, at most {MaxBytes} are allowed");
        if (length > (ulong)(fileBytes - LengthBytes))
            throw new CheckpointException($"the header claims {length} bytes, only {fileBytes - LengthBytes} follow");
        var json = head.Slice(LengthBytes, (int)length);
        if (!json.StartsWith("{"u8))
            throw new CheckpointException($"the header must begin with '{{' at byte {LengthBytes}");
        return Utf8.IsValid(json) ? json : throw new CheckpointException("the header is not UTF-8");
    }

    private void ReadListing(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
        try
        {
            var names = new HashSet<string>();
            for (reader.Read(); Next(ref reader) != JsonTokenType.EndObject;)
            {
                var name = reader.GetString()!;
                if (!names.Add(name)) throw Wrong(reader, $"{Quoted.Of(name)} is listed a second time");
                if (name == MetadataKey) ReadMetadata(ref reader);
                else ReadTensor(ref reader, name);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            throw Wrong(reader, "the header is not JSON");
        }
        var end = (int)reader.BytesConsumed;
        if (json[end..].IndexOfAnyExcept((byte)' ') is var odd and >= 0)
            throw new CheckpointException(
                $"only spaces may follow the header, found 0x{json[end + odd]:x2} at byte {LengthBytes + end + odd}");
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        for (Expect(ref reader, JsonTokenType.StartObject); Next(ref reader) != JsonTokenType.EndObject;)
        {
            var key = reader.GetString()!;
            Expect(ref reader, JsonTokenType.String);
            if (!_metadata.TryAdd(key, reader.GetString()!))
                throw Wrong(reader, $"{MetadataKey} has {Quoted.Of(key)} a second time");
        }
    }

    private void ReadTensor(ref Utf8JsonReader reader, string name)
    {
        (DType? Type, List<long>? Shape, List<long>? Offsets) found = default;
        for (Expect(ref reader, JsonTokenType.StartObject); Next(ref reader) != JsonTokenType.EndObject;)
        {
            if (reader.ValueTextEquals("dtype") && found.Type is null) found.Type = ReadType(ref reader);
            else if (reader.ValueTextEquals("shape") && found.Shape is null) found.Shape = ReadNumbers(ref reader);
            else if (reader.ValueTextEquals("data_offsets") && found.Offsets is null)
                found.Offsets = ReadNumbers(ref reader);
            else throw Wrong(reader, $"tensor {Quoted.Of(name)} has {Quoted.Of(reader.GetString()!)} too many");
        }
        if (found is not ({ } type, { } shape, [var begin, var end]))
            throw Wrong(reader, $"tensor {Quoted.Of(name)} must have dtype, shape and two data_offsets");
        var entry = new TensorEntry(name, type, [.. shape]);
        if (end - begin != entry.ByteCount)
            throw Wrong(reader, $"tensor {entry} takes {entry.ByteCount} bytes, its offsets span {end - begin}");
        _tensors.Add(new(entry, begin));
    }

    private static DType ReadType(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        return DTypes.TryParse(reader.GetString()!, out var type)
            ? type
            : throw Wrong(reader, $"{Quoted.Of(reader.GetString()!)} is no element type of the format");
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader)
    {
        var numbers = new List<long>();
        for (Expect(ref reader, JsonTokenType.StartArray); Next(ref reader) != JsonTokenType.EndArray;)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt64(out var number)
                || number > long.MaxValue)
                throw Wrong(reader, "sizes and offsets must be whole numbers from 0 to 2^63 - 1");
            numbers.Add((long)number);
        }
        return numbers;
    }

    /// <summary>Every byte of the data belongs to one tensor: no hole to hide in, no two views of one region.</summary>
    private void CheckLayout(long dataBytes)
    {
        _tensors.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        var last = 0L;
        foreach (var tensor in _tensors)
        {
            if (tensor.Begin != last)
                throw new CheckpointException($"tensor {tensor.Entry} begins at offset {tensor.Begin}, "
                    + $"{(tensor.Begin > last ? "leaving a hole after" : "overlapping what ends at")} {last}");
            last = tensor.End;
        }
        if (last != dataBytes)
            throw new CheckpointException($"the tensors take {last} bytes, the file has {dataBytes} after its header");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType wanted)
    {
        if (Next(ref reader) != wanted) throw Wrong(reader, $"expected {wanted}, found {reader.TokenType}");
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new JsonException();

    private static CheckpointException Wrong(in Utf8JsonReader reader, string what) =>
        new($"{what} (byte {LengthBytes + reader.TokenStartIndex})");
}

/// <summary>A tensor and where its bytes begin, counted from the end of the header.</summary>
internal readonly record struct PlacedTensor(TensorEntry Entry, long Begin)
{
    /// <summary>Where its bytes end.</summary>
    public long End => Begin + Entry.ByteCount;
}
