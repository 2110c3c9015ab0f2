namespace Jaram.Checkpoints;

/// <summary>A safetensors file, mapped: tensors are looked at where they lie, and no byte is copied. Many threads may
/// read at once. The file must not be cut or written in place while it is open; publish a new one instead.</summary>
public sealed class SafetensorsReader : IDisposable
{
    /// <summary>A span holds fewer than 2^31 bytes; larger tensors come in pieces of this size.</summary>
    private const int LongestPiece = 1 << 30;

    private readonly MappedFile _file;
    private readonly Dictionary<string, PlacedTensor> _byName;
    private readonly Lazy<PieceReader> _pieces;
    private readonly string _path;
    private readonly long _dataStart;

    private SafetensorsReader(string path)
    {
        (_path, _file, _pieces) = (path, new(path), new(() => new(path, PieceReader.Cacheable)));
        try
        {
            var header = SafetensorsHeader.Read(_file.Head, _file.Length, path);
            _dataStart = header.DataStart;
            _byName = header.Tensors.ToDictionary(t => t.Entry.Name);
            (Metadata, Tensors) = (header.Metadata, [.. header.Tensors.Select(t => t.Entry)]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The notes of whoever wrote the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order in which they lie in the file.</summary>
    public IReadOnlyList<TensorEntry> Tensors { get; }

    /// <summary>Opens a file after checking every rule of the format.</summary>
    /// <exception cref="CheckpointException">The file cannot be read or breaks a rule.</exception>
    public static SafetensorsReader Open(string path) => new(path);

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="CheckpointException">There is none.</exception>
    public TensorEntry this[string name] => Find(name).Entry;

    /// <summary>The bytes of a tensor, row-major and little-endian, valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="CheckpointException">There is no such tensor, or it is too large for one span.</exception>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        var tensor = Find(name);
        return tensor.Entry.ByteCount <= int.MaxValue
            ? Slice(tensor.Begin, (int)tensor.Entry.ByteCount)
            : throw new CheckpointException($"{_path}: tensor {tensor.Entry} has {tensor.Entry.ByteCount} bytes, "
                + $"one span holds {int.MaxValue}: read it in pieces");
    }

    /// <summary>The bytes of a tensor from byte <paramref name="from"/> on, 1 GiB at most: a <see cref="TensorBytes"/>,
    /// so a file can be written on or digested as it is.</summary>
    /// <exception cref="CheckpointException">There is no such tensor, or it ends earlier.</exception>
    public ReadOnlySpan<byte> Bytes(TensorEntry tensor, long from)
    {
        var placed = Find(tensor.Name);
        var left = placed.Entry.ByteCount - from;
        if (from < 0 || left < 0)
            throw new CheckpointException(
                $"{_path}: tensor {placed.Entry} has {placed.Entry.ByteCount} bytes, none at {from}: stay within");
        return Slice(placed.Begin + from, (int)Math.Min(left, LongestPiece));
    }

    /// <summary>Copies bytes of a tensor from byte <paramref name="from"/> on, without mapping them: cheaper for what
    /// is read once from end to end.</summary>
    /// <exception cref="CheckpointException">There is no such tensor, it ends earlier, or the file cannot be
    /// read.</exception>
    public void Copy(TensorEntry tensor, long from, Span<byte> into)
    {
        var placed = Find(tensor.Name);
        if (from < 0 || from > placed.Entry.ByteCount - into.Length)
            throw new CheckpointException(FormattableString.Invariant($"{_path}: tensor {placed.Entry} has ")
                + FormattableString.Invariant($"{placed.Entry.ByteCount} bytes, not {into.Length} from {from} on: ")
                + "stay within");
        _pieces.Value.Read(_dataStart + placed.Begin + from, into);
    }

    /// <summary>What these weights are, whatever file they lie in.</summary>
    public Digest Digest() => Checkpoints.Digest.OfTensors(Tensors, Bytes);

    /// <summary>Closes the file; spans taken from it must not be used any more.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (_pieces.IsValueCreated) _pieces.Value.Dispose();
    }

    private ReadOnlySpan<byte> Slice(long at, int count) => _file.Slice(_dataStart + at, count);

    private PlacedTensor Find(string name) =>
        _byName.TryGetValue(name, out var found)
            ? found
            : throw new CheckpointException(
                $"{_path}: there is no tensor {Quoted.Of(name)} among {Tensors.Count}: look at the listing");
}
