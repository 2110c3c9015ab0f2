using System.IO.MemoryMappedFiles;

namespace Jaram.Training.Data;

/// <summary>A file seen as memory. Safe for many readers at once.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly long _bytes;

    /// <param name="path">A file that is not empty.</param>
    public MappedFile(string path)
    {
        _bytes = new FileInfo(path).Length;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, capacity: 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>Values [from, from + count) of a file of equal values; valid until disposal.</summary>
    public ReadOnlySpan<T> Values<T>(long from, int count) where T : unmanaged
    {
        if (from < 0 || count < 0 || (from + count) * sizeof(T) > _bytes)
            throw new ArgumentOutOfRangeException(nameof(from), $"{from} + {count} is beyond the {_bytes} bytes");
        return new(_start + from * sizeof(T), count);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
