using System.Globalization;
using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Tests;

/// <summary>Small logs, keys and clocks.</summary>
internal static class Sample
{
    public const string Origin = "example.org/models/seedling";

    public static SigningKey Ed(int seed) => new(KeyKind.Ed25519, Seed(seed));

    public static SigningKey Ml(int seed) => new(KeyKind.MlDsa44, Seed(seed));

    /// <summary>The log's two keys.</summary>
    public static Signer[] Both { get; } = [Ed(1).ForLog(Origin), Ml(2).ForLog(Origin)];

    /// <summary>The log's short key.</summary>
    public static Signer[] One { get; } = [Both[0]];

    public static VerifierKey[] Keys(this IEnumerable<Signer> signers) => [.. signers.Select(s => s.Verifier)];

    public static ReadOnlyMemory<byte> Entry(long i) =>
        Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture));

    public static ReadOnlyMemory<byte>[] Entries(long from, long to)
    {
        var entries = new ReadOnlyMemory<byte>[to - from];
        for (var i = from; i < to; i++) entries[i - from] = Entry(i);
        return entries;
    }

    /// <summary>Leaf hashes of entries "0", "1", …</summary>
    public static Digest[] Leaves(int count) => [.. Entries(0, count).Select(e => TreeHash.Leaf(e.Span))];

    /// <summary>The nodes of a tree, computed the long way.</summary>
    public static TreeNodes Nodes(IReadOnlyList<Digest> leaves) => (level, index) => Root(
        [.. Enumerable.Range((int)(index << level), 1 << level).Select(i => leaves[i])]);

    /// <summary>The root as the RFC defines it, nothing shared with the code under test but the hash of two.</summary>
    public static Digest Root(ReadOnlySpan<Digest> leaves)
    {
        if (leaves.Length == 0) return TreeHash.Empty;
        if (leaves.Length == 1) return leaves[0];
        var split = 1;
        while (split * 2 < leaves.Length) split *= 2;
        return TreeHash.Node(Root(leaves[..split]), Root(leaves[split..]));
    }

    public static string Line(Action act) => Assert.Throws<LedgerException>(act).Message is var message
        && !message.Contains('\n', Ordinal) ? message : throw new InvalidOperationException("more than one line");

    private static byte[] Seed(int seed) => Digest.Of([(byte)seed]).ToString() is var hex
        ? Convert.FromHexString(hex)
        : [];
}

/// <summary>A clock that the test sets.</summary>
internal sealed class SetClock(long seconds) : TimeProvider
{
    public long Seconds { get; set; } = seconds;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Seconds);
}

/// <summary>A disk in memory, fast, for logs that are not to crash.</summary>
internal sealed class MemoryDisk : Disk
{
    public Dictionary<string, byte[]> Files { get; private init; } = [];

    public HashSet<string> Folders { get; private init; } = ["/"];

    public MemoryDisk Copy() =>
        new() { Files = Files.ToDictionary(f => f.Key, f => f.Value.ToArray()), Folders = [.. Folders] };

    public override Stream Create(string path) =>
        Files.ContainsKey(path) ? throw new IOException($"{path} is there")
        : Folders.Contains(Path.GetDirectoryName(path)!) ? new Written(this, path)
        : throw new DirectoryNotFoundException(path);

    public override Stream CreatePrivate(string path) => Create(path);

    public override void Sync(Stream file) => Files[((Written)file).Path] = ((Written)file).ToArray();

    public override Stream Open(string path) => Files.TryGetValue(path, out var bytes)
        ? new MemoryStream(bytes, writable: false)
        : throw new FileNotFoundException(path);

    public override bool HasFile(string path) => Files.ContainsKey(path);

    public override bool IsOpenToOthers(string path) => false;

    public override void RenameFile(string from, string to)
    {
        Files[to] = Files[from];
        Files.Remove(from);
    }

    public override void DeleteFile(string path) => Files.Remove(path);

    public override IDisposable Lock(string folder, string what, TimeProvider time) => new MemoryStream();

    public override void CreateFolder(string path) => Folders.Add(path);

    public override void DeleteFolder(string path)
    {
        foreach (var file in Files.Keys.Where(f => f.StartsWith(path + "/", Ordinal)).ToList()) Files.Remove(file);
        Folders.RemoveWhere(f => f == path || f.StartsWith(path + "/", Ordinal));
    }

    public override void SyncFolder(string path) { }

    public override bool HasFolder(string path) => Folders.Contains(path);

    public override IReadOnlyList<string> List(string folder) =>
        [.. Files.Keys.Concat(Folders).Where(p => Path.GetDirectoryName(p) == folder).Select(p => Path.GetFileName(p))];

    private sealed class Written(MemoryDisk disk, string path) : MemoryStream
    {
        public string Path => path;

        protected override void Dispose(bool disposing)
        {
            disk.Files[path] = ToArray();
            base.Dispose(disposing);
        }
    }
}
