// What a pack holds, read as hostile input. docs/formats/pack.md has it byte by byte.
// Source: ours.

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Jaram.Checkpoints.Packing;

/// <summary>The tensors of a pack in the order in which they lie.</summary>
internal sealed class PackIndex
{
    /// <summary>Bytes before the index: a mark and the length of the index.</summary>
    public const int HeadBytes = 12;

    /// <summary>The longest index, in bytes.</summary>
    public const int MostBytes = 256 << 20;

    /// <summary>The longest tensor, in bytes: what one span holds.</summary>
    public const int MostTensorBytes = int.MaxValue - 64;

    private const int MostRank = 32;

    private readonly Dictionary<string, int> _byName = [];

    public PackIndex(long step, ImmutableArray<PackEntry> entries)
    {
        (Step, Entries) = (step, entries);
        for (var i = 0; i < entries.Length; i++)
            if (!_byName.TryAdd(entries[i].Tensor.Name, i))
                throw new CheckpointException(
                    $"two tensors are named {Quoted.Of(entries[i].Tensor.Name)}: give each its own name");
    }

    private static ReadOnlySpan<byte> Mark => "jarampk1"u8;

    public long Step { get; }

    public ImmutableArray<PackEntry> Entries { get; }

    /// <summary>The tensor of that name, if there is one.</summary>
    public PackEntry? Find(string name) => _byName.TryGetValue(name, out var at) ? Entries[at] : null;

    /// <summary>Mark, length, index, and the hash of all three.</summary>
    public byte[] ToBytes()
    {
        var to = new ByteWriter();
        to.Long(Step);
        to.Word(Entries.Length);
        foreach (var entry in Entries) Write(entry, to);
        if (to.Written.Length > MostBytes)
            throw new CheckpointException($"the listing of {Entries.Length} tensors takes {to.Written.Length} bytes, "
                + $"at most {MostBytes} are allowed: use fewer tensors");
        var bytes = new byte[HeadBytes + to.Written.Length + SHA256.HashSizeInBytes];
        Mark.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Mark.Length), to.Written.Length);
        to.Written.CopyTo(bytes.AsSpan(HeadBytes));
        SHA256.HashData(bytes.AsSpan(..^SHA256.HashSizeInBytes), bytes.AsSpan(^SHA256.HashSizeInBytes..));
        return bytes;
    }

    /// <summary>How many bytes the index takes with all around it, from the first 12.</summary>
    /// <exception cref="CheckpointException">It is no pack, or the index would not fit in the file.</exception>
    public static int BytesOf(ReadOnlySpan<byte> head, long fileBytes)
    {
        if (head.Length < HeadBytes || !head.StartsWith(Mark))
            throw new CheckpointException($"it has {fileBytes} bytes and does not begin as a pack does");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(head[Mark.Length..]);
        var all = HeadBytes + (long)length + SHA256.HashSizeInBytes;
        return length <= MostBytes && all <= fileBytes
            ? (int)all
            : throw new CheckpointException($"its index claims {length} bytes of a file of {fileBytes}, at most "
                + $"{MostBytes} are allowed");
    }

    /// <summary>Reads what <see cref="ToBytes"/> gave.</summary>
    /// <exception cref="CheckpointException">It is damaged, or not what a file of this length can have.</exception>
    public static PackIndex Read(ReadOnlySpan<byte> bytes, long fileBytes)
    {
        var content = bytes[..^SHA256.HashSizeInBytes];
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..]))
            throw new CheckpointException($"its index of {content.Length} bytes does not match its own seal");
        var reader = new ByteReader(content[HeadBytes..]);
        var (step, count, left) = (reader.Long(), reader.Word(), fileBytes - bytes.Length);
        var entries = ImmutableArray.CreateBuilder<PackEntry>();
        for (var i = 0; i < count; i++)
        {
            entries.Add(ReadEntry(ref reader, step));
            left -= entries[^1].StoredBytes;
        }
        if (left != 0 || reader.Rest.Length > 0)
            throw new CheckpointException($"its {count} tensors leave {left} bytes of the file and "
                + $"{reader.Rest.Length} of its index over, they should leave none");
        return new(step, entries.DrainToImmutable());
    }

    private static void Write(PackEntry entry, ByteWriter to)
    {
        to.Text(entry.Tensor.Name);
        to.Byte((int)entry.Tensor.DType);
        to.Byte(entry.Tensor.Shape.Length);
        foreach (var size in entry.Tensor.Shape) to.Long(size);
        WriteDigest(entry.Digest, to);
        to.Byte((int)entry.Coding);
        if (entry.Coding >= Coding.Against)
        {
            to.Long(entry.Origin!.Step);
            to.Text(entry.Origin.Name == entry.Tensor.Name ? "" : entry.Origin.Name);
            WriteDigest(entry.Origin.Digest, to);
            to.Short(entry.Depth);
        }
        if (entry.Coding == Coding.Same) return;
        to.Word(entry.MainBytes);
        to.Word(entry.LowBytes);
        to.Long((long)entry.Checks.Main);
        to.Long((long)entry.Checks.Low);
    }

    private static PackEntry ReadEntry(ref ByteReader from, long step)
    {
        var tensor = ReadTensor(ref from);
        var digest = new Digest(from.Take(SHA256.HashSizeInBytes));
        var (coding, origin, depth) = ((Coding)from.Byte(), default(PackOrigin), 0);
        if (coding > Coding.Same)
            throw new CheckpointException(
                $"tensor {tensor} is coded as {(int)coding}, known are 0 to {(int)Coding.Same}");
        if (coding >= Coding.Against)
        {
            var (at, name) = (from.Long(), from.Text());
            origin = new(at, name == "" ? tensor.Name : name, new(from.Take(SHA256.HashSizeInBytes)));
            depth = from.Short();
            if (at < 0 || at > step || (coding != Coding.Same && at == step))
                throw new CheckpointException(
                    $"tensor {tensor} of step {step} has its origin in step {at}: not earlier");
        }
        if (coding == Coding.Same) return new(tensor, digest) { Coding = coding, Origin = origin, Depth = depth };
        return new(tensor, digest)
        {
            Coding = coding, Origin = origin, Depth = depth,
            MainBytes = from.Word(), LowBytes = from.Word(), Checks = ((ulong)from.Long(), (ulong)from.Long()),
        };
    }

    private static TensorEntry ReadTensor(ref ByteReader from)
    {
        var (name, type, rank) = (from.Text(), from.Byte(), from.Byte());
        if (type > (byte)DType.U64 || rank > MostRank)
            throw new CheckpointException($"tensor {Quoted.Of(name)} has the type {type} and the rank {rank}, at most "
                + $"{(int)DType.U64} and {MostRank} are known");
        Span<long> shape = stackalloc long[rank];
        foreach (ref var size in shape) size = from.Long();
        var tensor = new TensorEntry(name, (DType)type, shape);
        return tensor.ByteCount <= MostTensorBytes
            ? tensor
            : throw new CheckpointException($"tensor {tensor} takes {tensor.ByteCount} bytes, a pack holds tensors of "
                + $"at most {MostTensorBytes}");
    }

    private static void WriteDigest(Digest digest, ByteWriter to) =>
        to.Bytes(Convert.FromHexString(digest.ToString()));
}
