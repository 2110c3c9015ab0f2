using System.Globalization;

namespace Jaram.Checkpoints.Tests;

/// <summary>The processes that the kill tests kill.</summary>
internal static class Publisher
{
    public const string Verb = "publish-until-killed", LockVerb = "lock-until-killed";

    /// <summary>Takes the lock of a folder and keeps it.</summary>
    public static int Lock(string folder)
    {
        using var held = FolderLock.Take(folder, "raised", TimeProvider.System);
        Console.Out.WriteLine("locked");
        return Console.In.Read(); // which never comes
    }

    /// <summary>Goes on where the folder is, publishes without end, and tells each step it published.</summary>
    public static int Run(string folder, Writer writer)
    {
        var disk = new WritersDisk(writer);
        var store = new VersionStore(folder, disk);
        var step = store.Recover() is Recovery.Found found ? found.Version.Step : 0;
        while (true)
        {
            step++;
            if (writer == Writer.TellsBefore) Tell(step);
            if (writer == Writer.DeletesBefore) Delete(folder, disk);
            store.Publish(step, Sample.Files(step, bytes: 300_000));
            if (writer != Writer.TellsBefore) Tell(step);
            store.Prune(new Retention { Last = 3, Every = 50 });
        }
    }

    private static void Delete(string folder, Disk disk)
    {
        if (!disk.HasFolder(folder)) return;
        foreach (var name in disk.List(folder)) disk.DeleteFolder(Path.Combine(folder, name));
        disk.SyncFolder(folder);
    }

    private static void Tell(long step) => Console.Out.WriteLine(step.ToString(CultureInfo.InvariantCulture));

    private sealed class WritersDisk(Writer writer) : Disk
    {
        public override void Sync(Stream file)
        {
            if (writer is Writer.SyncsNothing or Writer.SyncsNoFile) file.Flush();
            else base.Sync(file);
        }

        public override void SyncFolder(string path)
        {
            if (writer is not (Writer.SyncsNothing or Writer.SyncsNoFolder)) base.SyncFolder(path);
        }
    }
}

/// <summary>How a process publishes: as it must be, or with one fault.</summary>
public enum Writer
{
    Right,
    SyncsNothing,
    SyncsNoFolder,
    SyncsNoFile,
    TellsBefore,
    DeletesBefore,
}
