namespace Jaram.Checkpoints;

/// <summary>Turns what the system says of a disk into one line that says what to do.</summary>
internal static class DiskFailure
{
    // errno on Unix, the last 16 bits of the code on Windows
    private const int NoSpace = 28, OverQuota = 122, WouldBlock = 11, NoSpaceOnWindows = 0x70, SharedOnWindows = 0x20;

    /// <summary>Whether the disk, not the program, is to blame.</summary>
    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Whether somebody else has the file.</summary>
    public static bool IsLock(Exception e) => e is IOException && (e.HResult & 0xFFFF) is WouldBlock or SharedOnWindows;

    /// <summary>The line for a failure that has nothing to do with the size of a file.</summary>
    public static CheckpointException Explain(Exception e, string path, string what) =>
        new($"{path}: {what}: {OneLine(e)}; check the path, its rights and the disk");

    /// <summary>The line for a failure while writing a file of at least <paramref name="bytes"/> bytes.</summary>
    public static CheckpointException ExplainWrite(Exception e, string path, long bytes) =>
        IsFull(e)
            ? new($"{path}: the disk is full, {bytes} bytes were wanted for this file; what was published before is "
                + "whole: free space or keep fewer versions, then go on")
            : Explain(e, path, $"{bytes} bytes could not be written");

    private static bool IsFull(Exception e) =>
        e is IOException && (e.HResult & 0xFFFF) is NoSpace or OverQuota or NoSpaceOnWindows;

    private static string OneLine(Exception e) => e.Message.ReplaceLineEndings(" ");
}
