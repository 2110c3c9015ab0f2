using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Jaram.Checkpoints;

/// <summary>A file's bytes where they lie, none copied. Many threads may read at once. The file must not be cut or
/// written in place while it is open; publish a new one instead.</summary>
internal sealed unsafe partial class MappedFile : IDisposable
{
    /// <summary>MADV_HUGEPAGE of linux/mman.h.</summary>
    private const int HugePages = 14;

    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _start;
    private bool _closed;

    /// <summary>Maps a file; an empty one too.</summary>
    /// <exception cref="CheckpointException">The file cannot be read.</exception>
    public MappedFile(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            Length = file.Length;
            if (Length == 0) // cannot be mapped
            {
                file.Dispose();
                return;
            }
            _map = MemoryMappedFile.CreateFromFile(
                file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
            if (OperatingSystem.IsLinux()) _ = Advise(_start, (nuint)Length, HugePages);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw DiskFailure.Explain(e, path, "cannot be opened");
        }
    }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <summary>The start of the file, as much as a span holds.</summary>
    public ReadOnlySpan<byte> Head => Slice(0, (int)Math.Min(Length, int.MaxValue));

    /// <summary>Bytes of the file, valid until <see cref="Dispose"/>.</summary>
    /// <param name="at">Where they begin.</param>
    /// <param name="count">How many; the caller has seen that they are there.</param>
    public ReadOnlySpan<byte> Slice(long at, int count)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, Length - count);
        return new(_start + at, count);
    }

    /// <summary>Asks for pages of 2 MB where the file is not in memory yet: weights are read a tenth faster from such.
    /// A wish, not a need; see madvise(2).</summary>
    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* at, nuint length, int advice);

    /// <summary>Closes the file; spans taken from it must not be used any more.</summary>
    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        if (_view is null) return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map!.Dispose();
    }
}
