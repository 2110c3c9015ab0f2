// A real file system in a file, whose power can be cut: what was not made durable is gone, as after a blackout.
// Source: EXT4_IOC_SHUTDOWN, Linux fs/ext4/ext4.h; flag 2: the journal is not flushed.

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Jaram.Checkpoints.Tests;

/// <summary>An ext4 file system on a loop device.</summary>
internal sealed partial class LoopDisk : IDisposable
{
    private const nuint Shutdown = 0x8004587D;
    private const uint LeaveLog = 2;
    private readonly string _root = Directory.CreateTempSubdirectory("jaram-loop-").FullName;

    public LoopDisk()
    {
        Directory.CreateDirectory(Path);
        using (var image = File.Create(Image)) image.SetLength(64 << 20);
        Run("mkfs.ext4", "-q", "-F", Image);
        Mount();
    }

    /// <summary>Why there can be none here; null if there can.</summary>
    public static string? WhyNot { get; } = Look();

    /// <summary>Where it is mounted.</summary>
    public string Path => System.IO.Path.Combine(_root, "disk");

    private string Image => System.IO.Path.Combine(_root, "image");

    /// <summary>Cuts the power: from now on nothing reaches the disk.</summary>
    public void Cut()
    {
        using var folder = File.OpenHandle(System.IO.Path.Combine(Path, "handle"), FileMode.OpenOrCreate, FileAccess.Write);
        var flag = LeaveLog;
        if (Ioctl(folder.DangerousGetHandle().ToInt32(), Shutdown, ref flag) != 0)
            throw new IOException($"{Path}: cannot be shut down, error {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>Switches it on again; the file system recovers by its journal.</summary>
    public void Restart()
    {
        Unmount();
        Mount();
    }

    public void Dispose()
    {
        Unmount();
        Directory.Delete(_root, recursive: true);
    }

    private void Mount() => Run("mount", "-o", "loop", Image, Path);

    private void Unmount() => Run("umount", Path);

    private static string? Look()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return "needs root on Linux";
        try
        {
            new LoopDisk().Dispose();
            return null;
        }
        catch (Exception no) when (no is IOException or System.ComponentModel.Win32Exception)
        {
            return $"needs a loop device with ext4: {no.Message}";
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var child = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = child.StandardError.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0) throw new IOException($"{program}: {said.ReplaceLineEndings(" ")}");
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(int file, nuint request, ref uint flag);
}
