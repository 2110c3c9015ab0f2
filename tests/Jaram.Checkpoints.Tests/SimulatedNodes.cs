namespace Jaram.Checkpoints.Tests;

/// <summary>A file: what programs see, what is surely on the disk, and the writes that may or may not be.</summary>
internal sealed class FileNode
{
    public List<byte> Live { get; private init; } = [];

    public byte[] Durable { get; set; } = [];

    public List<(int At, byte[] Bytes)> Pending { get; } = [];

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Pending.Add((Live.Count, bytes.ToArray()));
        Live.AddRange(bytes);
    }

    /// <summary>The durable content with some of the pending writes on top; what lies between reads as zeros.</summary>
    public byte[] With(IEnumerable<(int At, byte[] Bytes)> writes)
    {
        var content = Durable.ToArray();
        foreach (var (at, bytes) in writes)
        {
            Array.Resize(ref content, Math.Max(content.Length, at + bytes.Length));
            bytes.CopyTo(content, at);
        }
        return content;
    }

    public static FileNode Of(byte[] content) => new() { Live = [.. content], Durable = content };
}

/// <summary>A folder: the names programs see, those surely on the disk, the changes that may or may not be.</summary>
internal sealed class FolderNode
{
    public SortedDictionary<string, object> Live { get; private init; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, object> Durable { get; private init; } = new(StringComparer.Ordinal);

    public List<Action<SortedDictionary<string, object>>> Pending { get; } = [];

    public IEnumerable<FolderNode> Folders() =>
        Live.Values.Concat(Durable.Values).Distinct().OfType<FolderNode>().SelectMany(f => f.Folders()).Prepend(this);

    public FolderNode Crash(Func<FileNode, byte[]> content, Func<FolderNode, int> names)
    {
        var left = new SortedDictionary<string, object>(Durable, StringComparer.Ordinal);
        foreach (var change in Pending.Take(names(this))) change(left);
        var after = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, node) in left)
            after[name] = node is FileNode file ? FileNode.Of(content(file)) : ((FolderNode)node).Crash(content, names);
        return new() { Live = after, Durable = new(after, StringComparer.Ordinal) };
    }
}
