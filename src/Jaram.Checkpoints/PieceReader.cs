// A file that is read piece by piece, each piece once. What hardly fits into memory is read past the page cache:
// nothing would find it there again, everything else would have to leave, and a copy the less is made.
// Source: open(2) and read(2), O_DIRECT: offsets, lengths and memory at multiples of a block, here of a page.

using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Jaram.Checkpoints;

/// <summary>Reads pieces of a file. Many threads may read at once.</summary>
internal sealed unsafe partial class PieceReader : IDisposable
{
    private const int Page = 4096, Least = 2 * Page, Longest = 1 << 20, CloseOnExec = 0x80000;

    /// <summary>As many as were ever read to at once, for all files: each is a megabyte.</summary>
    private static readonly ConcurrentBag<nint> _rooms = [];

    private readonly string _path;
    private readonly SafeFileHandle _cached;
    private readonly SafeFileHandle? _direct;
    private readonly long _length;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cacheable">Bytes of the longest file that goes through the page cache.</param>
    /// <exception cref="CheckpointException">It cannot be opened.</exception>
    public PieceReader(string path, long cacheable)
    {
        _path = path;
        try
        {
            _cached = File.OpenHandle(path);
            _length = RandomAccess.GetLength(_cached);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw DiskFailure.Explain(e, path, "cannot be opened");
        }
        if (OperatingSystem.IsLinux() && _length > cacheable) _direct = OpenDirect(path);
    }

    /// <summary>A quarter of the memory that there is: what is longer will not be found in the cache again.</summary>
    public static long Cacheable => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Whether long pieces go past the cache; a file system may refuse that.</summary>
    public bool IsDirect => _direct is not null;

    /// <summary>Reads a piece.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="into">As many bytes as wanted.</param>
    /// <exception cref="CheckpointException">The file cannot be read, or ends earlier.</exception>
    public void Read(long at, Span<byte> into)
    {
        try
        {
            if (_direct is null || into.Length < Least) Fill(_cached, at, into, into.Length);
            else for (var done = 0; done < into.Length; done += Longest)
                ReadPages(_direct, at + done, into.Slice(done, Math.Min(Longest, into.Length - done)));
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw DiskFailure.Explain(e, _path, "cannot be read");
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _cached.Dispose();
        _direct?.Dispose();
    }

    /// <summary>Reads the pages that a piece touches, and copies it out of them.</summary>
    private void ReadPages(SafeFileHandle file, long at, Span<byte> into)
    {
        if (!_rooms.TryTake(out var room)) room = (nint)NativeMemory.AlignedAlloc(Longest + 2 * Page, Page);
        try
        {
            var (skip, whole) = ((int)(at % Page), (int)((at % Page + into.Length + Page - 1) / Page * Page));
            var pages = new Span<byte>((void*)room, whole);
            Fill(file, at - skip, pages, skip + into.Length);
            pages.Slice(skip, into.Length).CopyTo(into);
        }
        finally
        {
            _rooms.Add(room);
        }
    }

    /// <summary>Reads until so many bytes are there: the last page of a file is short.</summary>
    private void Fill(SafeFileHandle file, long at, Span<byte> into, int needed)
    {
        for (var done = 0; done < needed;)
        {
            var read = RandomAccess.Read(file, into[done..], at + done);
            done += read;
            if (read == 0 || done < needed && file == _direct && done % Page != 0)      // a part of a page is the last
                throw new CheckpointException(FormattableString.Invariant($"{_path}: had {_length} bytes when it was ")
                    + FormattableString.Invariant($"opened, now it ends at {at + done}: get it again"));
        }
    }

    private static SafeFileHandle? OpenDirect(string path)
    {
        var direct = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x10000 : 0x4000;
        var handle = new SafeFileHandle(Open(path, direct | CloseOnExec), ownsHandle: true);
        return handle.IsInvalid ? null : handle;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags);
}
