namespace Jaram.Checkpoints;

/// <summary>All that a <see cref="VersionStore"/> and a ledger ask of a disk. Tests put a simulated one in its place,
/// which can lose power, fill up or fail at any call.</summary>
public class Disk
{
    /// <summary>Makes a new file; what is written to it is durable only after <see cref="Sync"/>.</summary>
    public virtual Stream Create(string path) =>
        new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    /// <summary>As <see cref="Create"/>, for a file that only its owner may read and write (mode 0600 on
    /// Unix).</summary>
    public virtual Stream CreatePrivate(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Makes the content of a file from <see cref="Create"/> durable. Never call it again after it failed: the
    /// system may by then have dropped what it could not write.</summary>
    public virtual void Sync(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    /// <summary>Opens a file for reading.</summary>
    public virtual Stream Open(string path) =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>Whether there is such a file.</summary>
    public virtual bool HasFile(string path) => File.Exists(path);

    /// <summary>Whether others than its owner may read or write a file; where the system has no such modes, false.
    /// </summary>
    public virtual bool IsOpenToOthers(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;
    }

    /// <summary>Gives a file another name in its folder, at once, in place of the file that had that name.</summary>
    public virtual void RenameFile(string from, string to) => File.Move(from, to, overwrite: true);

    /// <summary>Deletes a file.</summary>
    public virtual void DeleteFile(string path) => File.Delete(path);

    /// <summary>Keeps other processes out of a folder until the lock is disposed of.</summary>
    /// <exception cref="CheckpointException">Another has it, or the folder cannot be written.</exception>
    public virtual IDisposable Lock(string folder, string what, TimeProvider time) =>
        FolderLock.Take(folder, what, time);

    /// <summary>Makes a folder in one that is there.</summary>
    public virtual void CreateFolder(string path) => Directory.CreateDirectory(path);

    /// <summary>Gives a folder another name beside it, at once.</summary>
    public virtual void RenameFolder(string from, string to) => Directory.Move(from, to);

    /// <summary>Deletes a folder and what is in it, in any order.</summary>
    public virtual void DeleteFolder(string path) => Directory.Delete(path, recursive: true);

    /// <summary>Makes the names in a folder durable: what was made, renamed and deleted in it.</summary>
    public virtual void SyncFolder(string path) => FolderSync.Sync(path);

    /// <summary>Whether there is such a folder.</summary>
    public virtual bool HasFolder(string path) => Directory.Exists(path);

    /// <summary>The names in a folder, files and folders, in no set order.</summary>
    public virtual IReadOnlyList<string> List(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path))];
}
