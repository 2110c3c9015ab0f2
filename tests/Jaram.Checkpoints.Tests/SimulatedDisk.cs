namespace Jaram.Checkpoints.Tests;

/// <summary>A disk in memory that knows what a power cut would leave. What is written to a file and what is done to the
/// names in a folder stays pending until synced; a crash keeps any part of the pending, as file systems may.</summary>
internal class SimulatedDisk : Disk
{
    private readonly FolderNode _root;
    private int _operations;

    public SimulatedDisk() : this(new FolderNode()) { }

    private SimulatedDisk(FolderNode root) => _root = root;

    /// <summary>Called after every operation that changes something.</summary>
    public Action AfterChange { get; set; } = () => { };

    /// <summary>Called before every operation with its number, from 1; throws to make it fail.</summary>
    public Action<int> Before { get; set; } = _ => { };

    /// <summary>Called before a write that is to fail half way.</summary>
    public Action<int> Halfway { get; set; } = _ => { };

    public int Operations => _operations;

    /// <summary>The most pending changes of names that any folder has.</summary>
    public int PendingNames => _root.Folders().Max(f => f.Pending.Count);

    /// <summary>What a power cut now might leave: <paramref name="content"/> chooses what each file keeps,
    /// <paramref name="names"/> how many of its pending changes a folder keeps.</summary>
    public SimulatedDisk Crash(Func<FileNode, byte[]> content, Func<FolderNode, int> names) =>
        new(_root.Crash(content, names));

    public override Stream Create(string path)
    {
        Begin();
        var file = new FileNode();
        if (!Parent(path).Live.TryAdd(NameOf(path), file)) throw new IOException($"{path} is there");
        Parent(path).Pending.Add(names => names[NameOf(path)] = file);
        AfterChange();
        return new SimulatedFile(this, file);
    }

    public override Stream CreatePrivate(string path) => Create(path);

    public override bool HasFile(string path) => Find(path) is FileNode;

    public override bool IsOpenToOthers(string path) => false;

    public override IDisposable Lock(string folder, string what, TimeProvider time) => new MemoryStream();

    public override void RenameFile(string from, string to)
    {
        Begin();
        if (Path.GetDirectoryName(from) != Path.GetDirectoryName(to)) throw new IOException($"{to} is elsewhere");
        if (Find(from) is not FileNode node) throw new FileNotFoundException($"{from} is not there");
        void Rename(SortedDictionary<string, object> names)
        {
            names.Remove(NameOf(from));
            names[NameOf(to)] = node;
        }
        Rename(Parent(from).Live);
        Parent(from).Pending.Add(Rename);
        AfterChange();
    }

    public override void DeleteFile(string path) => Remove(Parent(path), NameOf(path));

    public override void Sync(Stream file)
    {
        var node = ((SimulatedFile)file).Node;
        // As Linux does: after a failed sync the pages count as clean, so a second one succeeds and writes nothing.
        try { Begin(); } catch (IOException) { node.Pending.Clear(); throw; }
        node.Durable = node.With(node.Pending);
        node.Pending.Clear();
        AfterChange();
    }

    public override Stream Open(string path)
    {
        Begin();
        return Find(path) is FileNode file
            ? new MemoryStream([.. file.Live], writable: false)
            : throw new FileNotFoundException($"{path} is not there");
    }

    public override void CreateFolder(string path)
    {
        Begin();
        var folder = new FolderNode();
        Parent(path).Live.Add(NameOf(path), folder);
        Parent(path).Pending.Add(names => names[NameOf(path)] = folder);
        AfterChange();
    }

    public override void RenameFolder(string from, string to)
    {
        Begin();
        var (parent, node) = (Parent(from), Find(from)!);
        if (parent.Live.ContainsKey(NameOf(to))) throw new IOException($"{to} is there");
        void Rename(SortedDictionary<string, object> names)
        {
            names.Remove(NameOf(from));
            names[NameOf(to)] = node;
        }
        Rename(parent.Live);
        parent.Pending.Add(Rename);
        AfterChange();
    }

    public override void DeleteFolder(string path)
    {
        var folder = (FolderNode)Find(path)!;
        foreach (var name in folder.Live.Keys.ToList())
            if (folder.Live[name] is FolderNode) DeleteFolder($"{path}/{name}"); else Remove(folder, name);
        Remove(Parent(path), NameOf(path));
    }

    public override void SyncFolder(string path)
    {
        var folder = (FolderNode)Find(path)!;
        try { Begin(); } catch (IOException) { folder.Pending.Clear(); throw; }
        foreach (var change in folder.Pending) change(folder.Durable);
        folder.Pending.Clear();
        AfterChange();
    }

    public override bool HasFolder(string path) => Find(path) is FolderNode;

    public override IReadOnlyList<string> List(string folder)
    {
        Begin();
        return [.. Look(folder)];
    }

    /// <summary>The names in a folder, looked up without counting as an operation.</summary>
    public IEnumerable<string> Look(string folder) => Find(folder) is FolderNode found ? found.Live.Keys : [];

    /// <summary>Begins an operation; throws if it is one that is to fail.</summary>
    protected void Begin() => Before(++_operations);

    private void Remove(FolderNode from, string name)
    {
        Begin();
        from.Live.Remove(name);
        from.Pending.Add(names => names.Remove(name));
        AfterChange();
    }

    private object? Find(string path)
    {
        object? at = _root;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            at = (at as FolderNode)?.Live.GetValueOrDefault(name);
        return at;
    }

    private FolderNode Parent(string path) =>
        Find(Path.GetDirectoryName(path)!) as FolderNode ?? throw new DirectoryNotFoundException(path);

    private static string NameOf(string path) => Path.GetFileName(path);

    /// <summary>A file being written.</summary>
    private sealed class SimulatedFile(SimulatedDisk disk, FileNode node) : MemoryStream
    {
        public FileNode Node => node;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            disk.Begin();
            try { disk.Halfway(disk._operations); }
            catch (IOException) { node.Write(buffer[..(buffer.Length / 2)]); throw; }
            node.Write(buffer);
            disk.AfterChange();
        }
    }
}
