using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jaram.Checkpoints;

/// <summary>A SHA-256 hash: equal digests, same content.</summary>
[JsonConverter(typeof(AsHex))]
public readonly record struct Digest
{
    private const int Bytes = SHA256.HashSizeInBytes;
    private readonly UInt128 _high, _low;

    /// <summary>Takes over a hash of 32 bytes.</summary>
    /// <exception cref="CheckpointException">There are not 32 bytes.</exception>
    public Digest(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != Bytes)
            throw new CheckpointException($"a SHA-256 hash has {Bytes} bytes, found {hash.Length}: give all of them");
        _high = BinaryPrimitives.ReadUInt128BigEndian(hash);
        _low = BinaryPrimitives.ReadUInt128BigEndian(hash[16..]);
    }

    /// <summary>The digest of bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) => new(SHA256.HashData(content));

    /// <summary>The digest of one tensor's bytes.</summary>
    /// <exception cref="CheckpointException">The source gave other bytes than its shape says.</exception>
    public static Digest Of(TensorEntry tensor, TensorBytes bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in new TensorPieces(tensor, bytes)) hash.AppendData(piece);
        return new(hash.GetCurrentHash());
    }

    /// <summary>The digest of a set of tensors: names, types, shapes and bytes, in whatever order they come.</summary>
    /// <remarks>SHA-256 over the line "jaram-tensors-2", then for each tensor, by UTF-8 name: the name and the type, as
    /// safetensors spells it, each after its byte length; the rank; the sizes; the SHA-256 of the bytes. All numbers
    /// are u64, little-endian. So who has the tensors' own digests need not read them again.</remarks>
    /// <exception cref="CheckpointException">Two tensors have one name, or a source gave other bytes than its shape
    /// says.</exception>
    public static Digest OfTensors(IEnumerable<TensorEntry> tensors, TensorBytes bytes) =>
        OfDigests(tensors, tensor => Of(tensor, bytes));

    /// <summary>The same, from each tensor's own digest.</summary>
    /// <exception cref="CheckpointException">Two tensors have one name.</exception>
    public static Digest OfDigests(IEnumerable<TensorEntry> tensors, Func<TensorEntry, Digest> each)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("jaram-tensors-2\n"u8);
        var last = "";
        Span<byte> content = stackalloc byte[Bytes];
        foreach (var (index, tensor) in tensors.OrderBy(t => t.Name, Utf8Order.Instance).Index())
        {
            if (index > 0 && tensor.Name == last)
                throw new CheckpointException($"two tensors are named {Quoted.Of(last)}: give each its own name");
            Append(hash, last = tensor.Name);
            Append(hash, tensor.DType.Word);
            Append(hash, [tensor.Shape.Length, .. tensor.Shape]);
            each(tensor).CopyTo(content);
            hash.AppendData(content);
        }
        return new(hash.GetCurrentHash());
    }

    /// <summary>Reads 64 lower-case hexadecimal digits; false if the text is anything else.</summary>
    public static bool TryParse(string text, out Digest digest)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        var fits = text.Length == 2 * Bytes
            && Convert.FromHexString(text, hash, out _, out _) == OperationStatus.Done
            && new Digest(hash).ToString() == text;
        digest = fits ? new(hash) : default;
        return fits;
    }

    /// <summary>Writes the 32 bytes of the hash.</summary>
    public void CopyTo(Span<byte> hash)
    {
        BinaryPrimitives.WriteUInt128BigEndian(hash, _high);
        BinaryPrimitives.WriteUInt128BigEndian(hash[16..], _low);
    }

    /// <summary>64 lower-case hexadecimal digits, as sha256sum prints them.</summary>
    public override string ToString()
    {
        Span<byte> hash = stackalloc byte[Bytes];
        CopyTo(hash);
        return Convert.ToHexStringLower(hash);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<long> numbers)
    {
        Span<byte> word = stackalloc byte[sizeof(long)];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt64LittleEndian(word, number);
            hash.AppendData(word);
        }
    }

    /// <summary>In JSON a digest is its hexadecimal text.</summary>
    public sealed class AsHex : JsonConverter<Digest>
    {
        /// <inheritdoc/>
        public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString()!, out var digest) ? digest : throw new JsonException("not a SHA-256 in hex");

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
