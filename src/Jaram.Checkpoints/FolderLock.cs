using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Jaram.Checkpoints;

/// <summary>Keeps a second process out of a folder. The lock is the system's own and ends with the process, however
/// that ends; the files stay, as deleting them would let two in at once.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _lock;

    private FolderLock(FileStream held) => _lock = held;

    /// <summary>Takes the lock or says who has it; does not wait.</summary>
    /// <param name="folder">A folder that is there.</param>
    /// <param name="what">What is being done to it, as a participle: "raised".</param>
    /// <param name="time">Tells since when, for the others' message.</param>
    /// <exception cref="CheckpointException">Another process, or this one, has the lock; or the folder cannot be
    /// written.</exception>
    public static FolderLock Take(string folder, string what, TimeProvider time) =>
        TryTake(folder, what, time, out var taken) ? taken : throw Taken(folder, OwnerIn(folder));

    /// <summary>Takes the lock if nobody has it; does not wait.</summary>
    /// <param name="folder">A folder that is there.</param>
    /// <param name="what">What is being done to it, as a participle: "raised".</param>
    /// <param name="time">Tells since when, for the others' message.</param>
    /// <param name="taken">The lock.</param>
    /// <exception cref="CheckpointException">The folder cannot be written.</exception>
    public static bool TryTake(
        string folder, string what, TimeProvider time, [NotNullWhen(true)] out FolderLock? taken)
    {
        var (key, owner) = (Path.Combine(folder, ".lock"), OwnerIn(folder));
        FileStream held;
        taken = null;
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix
            held = new FileStream(key, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            return DiskFailure.IsLock(e) ? false : throw DiskFailure.Explain(e, key, "cannot be locked");
        }
        try
        {
            var since = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            File.WriteAllText(owner, $"{what} by process {Environment.ProcessId} since {since}");
            taken = new(held);
            return true;
        }
        catch (Exception e)
        {
            held.Dispose();
            if (DiskFailure.Is(e)) throw DiskFailure.Explain(e, owner, "cannot be written");
            throw;
        }
    }

    /// <summary>Lets the next one in.</summary>
    public void Dispose() => _lock.Dispose();

    private static string OwnerIn(string folder) => Path.Combine(folder, ".lock-owner");

    private static CheckpointException Taken(string folder, string owner)
    {
        string who;
        try
        {
            who = File.ReadAllText(owner).ReplaceLineEndings(" ");
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            who = "used by another process"; // it has the lock and has not signed yet
        }
        return new($"{folder} is being {who}; wait for it or stop it");
    }
}
