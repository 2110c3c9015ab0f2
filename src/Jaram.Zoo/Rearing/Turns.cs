// Who makes what, where several processes raise one zoo: one lock a thing, the system's own, which ends with its
// process.
// Source: ours; Jaram.Checkpoints.FolderLock.

using Jaram.Checkpoints;

namespace Jaram.Zoo.Rearing;

/// <summary>Turns at making things.</summary>
/// <param name="folder">Where locks lie.</param>
/// <param name="time">Tells since when.</param>
internal sealed class Turns(string folder, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(50);

    /// <summary>Takes a turn; nothing if another process has it.</summary>
    /// <exception cref="CheckpointException">The folder cannot be written.</exception>
    public IDisposable? TryTake(string thing)
    {
        var path = Path.Combine(folder, thing.Replace(' ', '-'));
        Directory.CreateDirectory(path);
        return FolderLock.TryTake(path, "made", time, out var turn) ? turn : null;
    }

    /// <summary>Waits for a turn.</summary>
    public IDisposable Take(string thing)
    {
        IDisposable? turn;
        while ((turn = TryTake(thing)) is null) Thread.Sleep(_patience);
        return turn;
    }
}
