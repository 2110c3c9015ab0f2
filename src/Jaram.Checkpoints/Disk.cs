namespace Jaram.Checkpoints;

/// <summary>All that a <see cref="VersionStore"/> asks of a disk. Tests put a simulated one in its place, which can
/// lose power, fill up or fail at any call.</summary>
public class Disk
{
    /// <summary>Makes a new file; what is written to it is durable only after <see cref="Sync"/>.</summary>
    public virtual Stream Create(string path) =>
        new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    /// <summary>Makes the content of a file from <see cref="Create"/> durable. Never call it again after it failed: the
    /// system may by then have dropped what it could not write.</summary>
    public virtual void Sync(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    /// <summary>Opens a file for reading.</summary>
    public virtual Stream Open(string path) =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

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
