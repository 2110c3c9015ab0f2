using System.IO.MemoryMappedFiles;

namespace Jaram.Checkpoints;

/// <summary>A safetensors file, mapped: tensors are looked at where they lie, and no byte is copied. Many threads may
/// read at once. The file must not be cut or written in place while it is open; publish a new one instead.</summary>
public sealed unsafe class SafetensorsReader : IDisposable
{
    /// <summary>A span holds fewer than 2^31 bytes; larger tensors come in pieces of this size.</summary>
    private const int LongestPiece = 1 << 30;

    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Dictionary<string, PlacedTensor> _byName;
    private readonly string _path;
    private readonly byte* _data;
    private bool _closed;

    private SafetensorsReader(string path)
    {
        _path = path;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var length = file.Length;
        if (length == 0) // cannot be mapped; the header's own words for it are better than the system's
        {
            file.Dispose();
            SafetensorsHeader.Read([], length, path);
        }
        _map = MemoryMappedFile.CreateFromFile(
            file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            var header = SafetensorsHeader.Read(new(start, (int)Math.Min(length, int.MaxValue)), length, path);
            _data = start + header.DataStart;
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
    public static SafetensorsReader Open(string path)
    {
        try
        {
            return new(path);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw DiskFailure.Explain(e, path, "cannot be opened");
        }
    }

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

    /// <summary>What these weights are, whatever file they lie in.</summary>
    public Digest Digest() => Checkpoints.Digest.OfTensors(Tensors, Bytes);

    /// <summary>Closes the file; spans taken from it must not be used any more.</summary>
    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }

    private ReadOnlySpan<byte> Slice(long at, int count)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return new(_data + at, count);
    }

    private PlacedTensor Find(string name) =>
        _byName.TryGetValue(name, out var found)
            ? found
            : throw new CheckpointException(
                $"{_path}: there is no tensor {Quoted.Of(name)} among {Tensors.Count}: look at the listing");
}
