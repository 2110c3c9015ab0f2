namespace Jaram.Checkpoints;

/// <summary>Turns what the system says of a disk into one line that says what to do.</summary>
public static class DiskFailure
{
    // errno on Unix, the last 16 bits of the code on Windows
    private const int NoSpace = 28, OverQuota = 122, WouldBlock = 11, NoSpaceOnWindows = 0x70, SharedOnWindows = 0x20;

    /// <summary>Whether the disk, not the program, is to blame.</summary>
    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Whether somebody else has the file.</summary>
    internal static bool IsLock(Exception e) =>
        e is IOException && (e.HResult & 0xFFFF) is WouldBlock or SharedOnWindows;

    /// <summary>The line: where, what could not be done, why, what to do.</summary>
    internal static CheckpointException Explain(Exception e, string path, string what) =>
        new(Line(e, path, what));

    /// <summary>The line alone, for the exceptions of other projects.</summary>
    public static string Line(Exception e, string path, string what) =>
        IsFull(e)
            ? $"{path}: {what}: the disk is full; what was published before is whole: free space, then go on"
            : $"{path}: {what}: {e.Message.ReplaceLineEndings(" ")}; check the path, its rights and the disk";

    private static bool IsFull(Exception e) =>
        e is IOException && (e.HResult & 0xFFFF) is NoSpace or OverQuota or NoSpaceOnWindows;
}
