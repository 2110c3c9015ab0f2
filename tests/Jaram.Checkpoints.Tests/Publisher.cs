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
    public static int Run(string folder)
    {
        var store = new VersionStore(folder, new Disk());
        var step = store.Recover() is Recovery.Found found ? found.Version.Step : 0;
        while (true)
        {
            store.Publish(++step, Sample.Files(step, bytes: 300_000));
            Console.Out.WriteLine(step.ToString(CultureInfo.InvariantCulture));
            store.Prune(new Retention { Last = 3, Every = 50 });
        }
    }
}
