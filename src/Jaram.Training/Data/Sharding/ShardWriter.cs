// Documents become ids on disk:
//
//   tokens-00000.bin …   ids of all documents one after another, each from Bos to End
//   documents.idx        one DocumentEntry a document
//   manifest.json        counts, digests, where it all comes from; written last, so its presence means "complete"

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Jaram.Ledger;

namespace Jaram.Training.Data;

/// <summary>Writes a folder of shards: <see cref="Add"/> each document, then <see cref="Finish"/>.
/// Without Finish the folder holds no manifest and does not open.</summary>
public sealed class ShardWriter : IDisposable
{
    internal const string IndexName = "documents.idx";

    private readonly string _folder;
    private readonly Tokenization _tokenization;
    private readonly ShardOptions _options;
    private readonly int _tokenBytes;
    private readonly ShardStream _stream;
    private readonly GrowingTree _tree = new();
    private readonly List<DocumentEntry> _entries = [];
    private readonly Numbering<ShardSource> _sources = new();
    private readonly Numbering<string> _licences = new(), _languages = new();
    private readonly HashSet<int> _copied = [];
    private readonly List<int> _ids = [];

    /// <param name="folder">Made if need be; what an unfinished writer left there is removed.</param>
    /// <param name="tokenization">Text to ids.</param>
    /// <param name="options">Sizes and the held-out part.</param>
    /// <exception cref="DataException">The folder holds finished shards.</exception>
    public ShardWriter(string folder, Tokenization tokenization, ShardOptions options)
    {
        if (File.Exists(Path.Combine(folder, ShardManifest.FileName)))
            throw new DataException($"{folder}: holds finished shards already; name another folder or delete this one");
        (_folder, _tokenization, _options) = (folder, tokenization, options);
        _tokenBytes = tokenization.Vocabulary <= 1 << 16 ? 2 : 4;
        Directory.CreateDirectory(folder);
        foreach (var leftover in Directory.EnumerateFiles(folder, "tokens-*.bin")) File.Delete(leftover);
        _stream = new(folder, _tokenBytes, options.ShardBytes / _tokenBytes);
    }

    /// <summary>Appends one document.</summary>
    /// <exception cref="DataException">The tokenizer gave an id outside its vocabulary.</exception>
    public void Add(Document document)
    {
        var text = Encoding.UTF8.GetBytes(document.Content.Text);
        Encode(document);
        Write(new()
        {
            Offset = _stream.Tokens,
            Tokens = _ids.Count,
            TextBytes = text.Length,
            Line = checked((uint)document.Place.Line),
            Source = _sources.Of(new(document.Place.File, document.Origin)),
            Licence = Small(_licences.Of(document.Licence), "licences"),
            Language = Small(_languages.Of(document.Language), "languages"),
            Side = Side.Training,    // told in Finish, when all draws are known
            Digest = TextDigest.Of(text),
        });
    }

    /// <summary>Appends a document of other shards as it is; it stays on its side.</summary>
    /// <param name="from">Of the same tokenizer.</param>
    /// <param name="document">Its number there.</param>
    /// <exception cref="DataException">The shards are of another tokenizer.</exception>
    public void Copy(ShardFolder from, int document)
    {
        var (manifest, entry) = (from.Manifest, from[document]);
        if (manifest.TokenizerDigest != _tokenization.Digest)
            throw new DataException($"{_folder}: is of tokenizer {_tokenization.Digest}, the document to be copied of "
                + $"{manifest.TokenizerDigest}; write its text anew");
        var ids = new long[entry.Tokens];
        from.Copy(entry.Offset, ids);
        _ids.Clear();
        _ids.AddRange(ids.Select(id => (int)id));
        _copied.Add(_entries.Count);
        Write(entry with
        {
            Offset = _stream.Tokens,
            Source = _sources.Of(manifest.Sources[entry.Source]),
            Licence = Small(_licences.Of(manifest.Licences[entry.Licence]), "licences"),
            Language = Small(_languages.Of(manifest.Languages[entry.Language]), "languages"),
        });
    }

    /// <summary>Ids written so far.</summary>
    public long Tokens => _stream.Tokens;

    /// <summary>Makes the shards whole: index, then manifest.</summary>
    /// <param name="cleaning">What was kept and dropped on the way here.</param>
    /// <exception cref="DataException">Nothing is left to train on.</exception>
    public ShardManifest Finish(CleaningReport cleaning)
    {
        int[] drawn = [.. Enumerable.Range(0, _entries.Count).Where(number => !_copied.Contains(number))];
        if (drawn.Length == 0)
            throw new DataException($"{_folder}: no document is left to train on, {cleaning.Read.Documents} were read "
                + $"and all dropped ({Reasons(cleaning)}); loosen the options of cleaning, or add text");
        var split = Split.For(_options, drawn.Select(number => _entries[number].Digest));
        foreach (var number in drawn)
            _entries[number] = _entries[number] with { Side = split.Of(_entries[number].Digest) };
        var training = Sum(Side.Training);
        if (training.Documents == 0)
            throw new DataException($"{_folder}: all {_entries.Count} documents are held out and none is left to train "
                + "on; divide the text into more documents or set the held-out fraction to 0");

        var manifest = new ShardManifest
        {
            Format = ShardManifest.CurrentFormat,
            TokenBytes = _tokenBytes,
            Vocabulary = _tokenization.Vocabulary,
            Bos = _tokenization.Bos,
            End = _tokenization.End,
            TokenizerDigest = _tokenization.Digest,
            Training = training,
            HeldOut = Sum(Side.HeldOut),
            Split = split,
            MerkleRoot = _tree.Head.Root.ToString(),
            TokensPerShard = _options.ShardBytes / _tokenBytes,
            Shards = _stream.Finish(),
            Index = WriteIndex(),
            Sources = _sources.Things,
            Licences = _licences.Things,
            Languages = _languages.Things,
            Cleaning = cleaning,
        };
        Publish(manifest.ToJson());
        return manifest;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Encode(Document document)
    {
        _ids.Clear();
        _ids.Add(_tokenization.Bos);
        _tokenization.Encode(document, _ids);
        // A chat template writes its own Bos.
        if (_ids.Count > 1 && _ids[1] == _tokenization.Bos) _ids.RemoveAt(1);
        if (_ids.Count == 1 || _ids[^1] != _tokenization.End) _ids.Add(_tokenization.End);
        foreach (var id in _ids)
            if ((uint)id >= (uint)_tokenization.Vocabulary)
                throw new DataException($"{document.Place}: the tokenizer gave id {id}, its vocabulary has "
                    + $"{_tokenization.Vocabulary}; check that tokenizer and vocabulary belong together");
    }

    /// <summary>Writes the ids at hand as a document.</summary>
    private void Write(DocumentEntry entry)
    {
        _entries.Add(entry);
        _stream.Write(CollectionsMarshal.AsSpan(_ids));
        var digest = entry.Digest;
        _tree.Add(TreeHash.Leaf(digest));
    }

    private static string Reasons(CleaningReport cleaning) => string.Join(", ", cleaning.Dropped
        .Where(reason => reason.Value.Documents > 0).Select(reason => $"{reason.Value.Documents} {reason.Key}"));

    private ushort Small(int number, string things) => number <= ushort.MaxValue
        ? (ushort)number
        : throw new DataException($"{_folder}: more than {ushort.MaxValue + 1} {things}; use short names for them");

    private Portion Sum(Side side) => _entries.Where(entry => entry.Side == side).Aggregate(new Portion(0, 0, 0),
        (sum, entry) => new(sum.Documents + 1, sum.Tokens + entry.Tokens, sum.TextBytes + entry.TextBytes));

    private ShardFile WriteIndex()
    {
        using var file = new FileStream(Path.Combine(_folder, IndexName), FileMode.Create, FileAccess.ReadWrite);
        // In slices: a span of all entries may have more bytes than an int can count.
        foreach (var slice in _entries.Chunk(1 << 16)) file.Write(MemoryMarshal.AsBytes(slice.AsSpan()));
        file.Flush(flushToDisk: true);
        file.Position = 0;
        return new(IndexName, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private void Publish(string manifest)
    {
        var path = Path.Combine(_folder, ShardManifest.FileName);
        using (var file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(manifest));
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".tmp", path);
    }
}
