using System.Runtime.InteropServices;

namespace Jaram.Checkpoints;

/// <summary>Makes the entries of a folder durable: what was made, renamed or deleted in it. .NET has no call for it,
/// and without it a file that was synced and renamed is lost in a power cut.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0, CloseOnExec = 0x80000, Interrupted = 4; // as Linux numbers them, x86-64 and arm64

    /// <summary>Calls fsync on a folder, once: a failed sync is never tried again.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Sync(string folder)
    {
        if (!OperatingSystem.IsLinux()) return; // elsewhere the file system's own journal must do: not measured
        var handle = Open(folder, ReadOnly | CloseOnExec);
        if (handle < 0) throw Failed("open", folder, Marshal.GetLastPInvokeError());
        int result, error;
        do (result, error) = (Fsync(handle), Marshal.GetLastPInvokeError());
        while (result != 0 && error == Interrupted); // a signal came first: nothing was tried yet
        _ = Close(handle);
        if (result != 0) throw Failed("fsync", folder, error);
    }

    private static IOException Failed(string call, string folder, int error) =>
        new($"{call} {folder}: {Marshal.GetPInvokeErrorMessage(error)}", error);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
