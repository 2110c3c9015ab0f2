// What stands before the numbers of a GGUF file, read as hostile input: nothing is believed unchecked.
// Source: ggml, docs/gguf.md; the rules are those of gguf.cpp, and dimensions are compared before they are multiplied.
//
//   "GGUF" · u32 version, 3 · u64 tensors · u64 keys · keys: text, u32 type, value
//   · tensors: text, u32 dimensions, u64 each, innermost first, u32 type, u64 offset · zeros up to the alignment · data
//   Each tensor begins where the one before it ended, rounded up to the alignment. All little-endian.

namespace Jaram.Checkpoints.Gguf;

/// <summary>The checked head of a GGUF file.</summary>
internal sealed class GgufHeader
{
    /// <summary>The version that is read and written.</summary>
    public const uint Version = 3;

    private const int LeastKey = sizeof(ulong) + 1 + sizeof(uint) + 1;
    private const int LeastTensor = sizeof(ulong) + 1 + sizeof(uint) + sizeof(uint) + sizeof(ulong);

    private readonly List<(GgufTensor Tensor, long Begin)> _tensors = [];

    private GgufHeader(ReadOnlySpan<byte> head, long fileBytes)
    {
        var cursor = new GgufCursor(head);
        CheckVersion(ref cursor);
        var tensors = cursor.Count(LeastTensor, "tensors");
        var keys = cursor.Count(LeastKey, "keys");
        for (var i = 0L; i < keys; i++) ReadKey(ref cursor);
        var alignment = Metadata.Alignment();
        var names = new HashSet<string>();
        var end = 0L;
        for (var i = 0L; i < tensors; i++) end = ReadTensor(ref cursor, names, alignment, end);
        DataStart = tensors == 0 ? cursor.At : Padded(cursor.At, alignment);
        CheckLength(fileBytes);
    }

    /// <summary>Keys and values.</summary>
    public GgufMetadata Metadata { get; } = new();

    /// <summary>The tensors in the order in which they lie, and where each begins, from <see cref="DataStart"/> on.
    /// </summary>
    public IReadOnlyList<(GgufTensor Tensor, long Begin)> Tensors => _tensors;

    /// <summary>Where in the file the first tensor begins.</summary>
    public long DataStart { get; }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="head">The start of the file, at least to where the tensors begin if the file reaches so
    /// far.</param>
    /// <param name="fileBytes">Length of the whole file.</param>
    /// <param name="path">For the message.</param>
    /// <exception cref="CheckpointException">The file breaks a rule of the format.</exception>
    public static GgufHeader Read(ReadOnlySpan<byte> head, long fileBytes, string path)
    {
        try
        {
            return new(head, fileBytes);
        }
        catch (CheckpointException e)
        {
            throw new CheckpointException($"{path}: {e.Message}; the file is damaged or not GGUF: get it again");
        }
    }

    /// <summary>A length rounded up to the alignment.</summary>
    /// <exception cref="CheckpointException">No file is that long.</exception>
    public static long Padded(long bytes, uint alignment) =>
        bytes <= long.MaxValue - alignment
            ? (bytes + alignment - 1) / alignment * alignment
            : throw new CheckpointException("the tensors take more than 2^63 - 1 bytes");

    private static void CheckVersion(ref GgufCursor cursor)
    {
        if (!cursor.Take(4, "the word GGUF").SequenceEqual("GGUF"u8))
            throw new CheckpointException("the file must begin with the word GGUF");
        var version = cursor.UInt32("the version");
        if (version == Version) return;
        throw new CheckpointException((version & 0xFFFF) == 0 && version != 0
            ? $"the version is {version}: the file's bytes are the other way round (big-endian)"
            : $"the version is {version}, {Version} is read");
    }

    private void ReadKey(ref GgufCursor cursor)
    {
        var key = cursor.Text("a key");
        Metadata.Add(key, cursor.Value($"key {Quoted.Of(key)}"));
    }

    /// <returns>Where the next tensor must begin.</returns>
    private long ReadTensor(ref GgufCursor cursor, HashSet<string> names, uint alignment, long begin)
    {
        var name = cursor.Text("a tensor's name");
        var what = $"tensor {Quoted.Of(name)}";
        if (!names.Add(name)) throw new CheckpointException($"{what} is listed a second time");
        var dimensions = cursor.UInt32(what);
        if (dimensions > GgufTensor.MostDimensions)
            throw new CheckpointException(
                $"{what} has {dimensions} dimensions, at most {GgufTensor.MostDimensions} are allowed");
        var shape = new long[dimensions];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
            shape[axis] = Size(cursor.UInt64(what), what);
        var type = unchecked((int)cursor.UInt32(what));
        if (!GgufTypes.IsKnown(type))
            throw new CheckpointException($"{what} has type {type}, Jaram reads "
                + string.Join(", ", GgufTypes.Known.Select(known => $"{(int)known} ({known.Blocks.Name})")));
        var tensor = new GgufTensor(name, (GgufType)type, shape);
        var offset = cursor.UInt64(what);
        if (offset != (ulong)begin)
            throw new CheckpointException($"tensor {tensor} begins at offset {offset}, expected {begin}");
        _tensors.Add((tensor, begin));
        return tensor.ByteCount <= long.MaxValue - begin
            ? Padded(begin + tensor.ByteCount, alignment)
            : throw new CheckpointException("the tensors take more than 2^63 - 1 bytes");
    }

    private static long Size(ulong size, string what) => size <= long.MaxValue
        ? (long)size
        : throw new CheckpointException($"{what} has the size {size}, sizes are below 2^63");

    /// <summary>What follows the last tensor's padding is nobody's; the padding itself may be missing.</summary>
    private void CheckLength(long fileBytes)
    {
        var (last, begin) = _tensors.Count > 0 ? _tensors[^1] : (null, 0);
        var (least, most) = (begin + (last?.ByteCount ?? 0), last is null
            ? (long)Metadata.Alignment()
            : Padded(begin + last.ByteCount, Metadata.Alignment()));
        var found = fileBytes - DataStart;
        if (found < least || found > most)
            throw new CheckpointException(
                $"the tensors take {least} bytes, the file has {found} after its head ({DataStart} bytes)");
    }
}
