using System.Security.Cryptography;
using System.Text.Json;
using Jaram.Ledger;

namespace Jaram.Training.Data;

/// <summary>A finished folder of shards, open for reading from any number of threads.</summary>
public sealed class ShardFolder : IDisposable
{
    private readonly string _folder;
    private readonly List<MappedFile> _shards = [];
    private readonly MappedFile _index;

    private ShardFolder(string folder, ShardManifest manifest)
    {
        (_folder, Manifest) = (folder, manifest);
        _index = new(Path.Combine(folder, manifest.Index.File));
        foreach (var shard in manifest.Shards) _shards.Add(new(Path.Combine(folder, shard.File)));
    }

    /// <summary>What the folder holds.</summary>
    public ShardManifest Manifest { get; }

    /// <summary>How many documents there are, on both sides.</summary>
    public int Documents => Manifest.Training.Documents + Manifest.HeldOut.Documents;

    /// <summary>Opens a folder after a look at the manifest and every file's size; reads no file through.</summary>
    /// <exception cref="DataException">Unfinished, cut short or of another format.</exception>
    public static ShardFolder Open(string folder)
    {
        var manifest = ReadManifest(folder);
        foreach (var file in manifest.Shards.Append(manifest.Index)) CheckSize(folder, file);
        return new(folder, manifest);
    }

    /// <summary>Reads every byte and compares all digests, the tree hash among them.</summary>
    /// <exception cref="DataException">A file is not what was written.</exception>
    public void Verify()
    {
        foreach (var file in Manifest.Shards.Append(Manifest.Index))
        {
            using var stream = File.OpenRead(Path.Combine(_folder, file.File));
            var found = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (found != file.Sha256)
                throw new DataException($"{stream.Name}: its SHA-256 is {found}, the manifest says {file.Sha256}; "
                    + "copy it again or write the shards again");
        }
        var tree = new GrowingTree();
        for (var document = 0; document < Documents; document++)
        {
            var digest = this[document].Digest;
            tree.Add(TreeHash.Leaf(digest));
        }
        if (tree.Head.Root.ToString() is var root && root != Manifest.MerkleRoot)
            throw new DataException($"{Path.Combine(_folder, ShardManifest.FileName)}: the documents' tree hash is "
                + $"{root}, the manifest says {Manifest.MerkleRoot}; write the shards again");
    }

    /// <summary>The index entry of a document.</summary>
    /// <param name="document">From 0, in the order in which documents were added.</param>
    public DocumentEntry this[int document] => _index.Values<DocumentEntry>(document, 1)[0];

    /// <summary>Where a document was found.</summary>
    /// <param name="document">From 0, in the order in which documents were added.</param>
    public Place PlaceOf(int document) => new(Manifest.Sources[this[document].Source].File, this[document].Line);

    /// <summary>Copies ids.</summary>
    /// <param name="offset">The first, counted over all shards.</param>
    /// <param name="into">As many as it has room for.</param>
    public void Copy(long offset, Span<long> into)
    {
        while (!into.IsEmpty)
        {
            var (shard, at) = Math.DivRem(offset, Manifest.TokensPerShard);
            var count = (int)Math.Min(into.Length, Manifest.TokensPerShard - at);
            if (Manifest.TokenBytes == 2) Widen(_shards[(int)shard].Values<ushort>(at, count), into);
            else Widen(_shards[(int)shard].Values<int>(at, count), into);
            offset += count;
            into = into[count..];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var shard in _shards.Append(_index)) shard.Dispose();
    }

    private static void Widen(ReadOnlySpan<ushort> ids, Span<long> into)
    {
        for (var i = 0; i < ids.Length; i++) into[i] = ids[i];
    }

    private static void Widen(ReadOnlySpan<int> ids, Span<long> into)
    {
        for (var i = 0; i < ids.Length; i++) into[i] = ids[i];
    }

    private static ShardManifest ReadManifest(string folder)
    {
        var path = Path.Combine(folder, ShardManifest.FileName);
        if (!File.Exists(path))
            throw new DataException($"{folder}: holds no {ShardManifest.FileName}, so no finished shards; "
                + "write them first");
        try
        {
            using var stream = File.OpenRead(path);
            var manifest = JsonSerializer.Deserialize(stream, DataJson.Default.ShardManifest)
                ?? throw new JsonException("it says null");
            Check(path, manifest);
            return manifest;
        }
        catch (JsonException e)
        {
            throw new DataException($"{path}: is no manifest of shards: {e.Message}; write the shards again");
        }
    }

    /// <summary>Whatever the rest of the class relies on: a manifest is a file that anyone may have edited.</summary>
    private static void Check(string path, ShardManifest manifest)
    {
        void Demand(bool right, string what)
        {
            if (!right) throw new DataException($"{path}: {what}; write the shards again");
        }

        Demand(manifest.Format == ShardManifest.CurrentFormat,
            $"its format is {manifest.Format}, this program reads {ShardManifest.CurrentFormat}");
        Demand(manifest.TokenBytes is 2 or 4, $"tokenBytes is {manifest.TokenBytes}, it must be 2 or 4");
        Demand(manifest.TokensPerShard > 0, $"tokensPerShard is {manifest.TokensPerShard}, it must be positive");
        Demand(manifest.Index.File == ShardWriter.IndexName, $"the index is called {manifest.Index.File}");
        Demand(manifest.Shards.Index().All(shard => shard.Item.File == ShardStream.NameOf(shard.Index)),
            "a shard has another name than its number gives");
        var documents = (long)manifest.Training.Documents + manifest.HeldOut.Documents;
        Demand(manifest.Index.Bytes == documents * DocumentEntry.Size,
            $"the index has {manifest.Index.Bytes} bytes, {documents} documents need {documents * DocumentEntry.Size}");
        var (bytes, needed) = (manifest.Shards.Sum(shard => shard.Bytes),
            (manifest.Training.Tokens + manifest.HeldOut.Tokens) * manifest.TokenBytes);
        Demand(bytes == needed, $"the shards have {bytes} bytes, the tokens need {needed}");
    }

    private static void CheckSize(string folder, ShardFile file)
    {
        var found = new FileInfo(Path.Combine(folder, file.File));
        if (!found.Exists) throw new DataException($"{found}: is missing; copy it again or write the shards again");
        if (found.Length != file.Bytes)
            throw new DataException($"{found}: has {found.Length} bytes, the manifest says {file.Bytes}; "
                + "copy it again or write the shards again");
    }
}
