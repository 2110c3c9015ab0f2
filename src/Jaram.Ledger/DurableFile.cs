// Source: ours; the order write, sync, rename, sync folder is that of trust-critical stores (Pillai et al., OSDI 2014).

using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Small files, whole or not at all.</summary>
internal static class DurableFile
{
    /// <summary>What a file being written is called until it is whole.</summary>
    public const string Draft = ".tmp";

    /// <summary>Puts a file in place of the one of that name; once this returns, it survives a power cut.</summary>
    /// <exception cref="LedgerException">The disk refused; the old file is as it was.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content, Disk disk, Func<string, Stream>? create = null)
    {
        var draft = path + Draft;
        try
        {
            if (disk.HasFile(draft)) disk.DeleteFile(draft);
            using (var file = (create ?? disk.Create)(draft))
            {
                file.Write(content);
                disk.Sync(file);
            }
            disk.RenameFile(draft, path);
            disk.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw new LedgerException(DiskFailure.Line(e, path, $"{content.Length} bytes could not be written"));
        }
    }

    /// <summary>The names in a folder; none if there is no such folder.</summary>
    /// <exception cref="LedgerException">It cannot be read.</exception>
    public static IReadOnlyList<string> List(string folder, Disk disk)
    {
        try
        {
            return disk.HasFolder(folder) ? disk.List(folder) : [];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // deleted meanwhile
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw new LedgerException(DiskFailure.Line(e, folder, "cannot be listed"));
        }
    }

    /// <summary>Reads a file whole; null if there is none.</summary>
    /// <exception cref="LedgerException">It is longer than it may be, or cannot be read.</exception>
    public static byte[]? Read(string path, int longest, Disk disk)
    {
        try
        {
            using var file = disk.Open(path);
            if (file.Length > longest)
                throw new LedgerException($"{path} has {file.Length} bytes, at most {longest} are read: "
                    + "it is damaged or of another kind; take another copy");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw new LedgerException(DiskFailure.Line(e, path, "cannot be read"));
        }
    }
}
