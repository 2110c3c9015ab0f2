namespace Jaram.Checkpoints.Tests;

/// <summary>Leaves one sync out: the k-th.</summary>
internal sealed class DropsSync(int k, Action<string> dropping) : SimulatedDisk
{
    private readonly Dictionary<Stream, string> _paths = [];

    public int Seen { get; private set; } = -1; // the first is the test's own, of the root

    public override Stream Create(string path)
    {
        var file = base.Create(path);
        _paths[file] = path;
        return file;
    }

    public override void Sync(Stream file) => Count(_paths[file], () => base.Sync(file));

    public override void SyncFolder(string path) => Count(path, () => base.SyncFolder(path));

    private void Count(string path, Action sync)
    {
        if (++Seen == k)
        {
            Begin();
            dropping(path);
        }
        else
        {
            sync();
        }
    }
}

/// <summary>Makes no name durable, but those of the root.</summary>
internal sealed class SyncsNoFolder : SimulatedDisk
{
    public override void SyncFolder(string path) { if (path == "/") base.SyncFolder(path); }
}
