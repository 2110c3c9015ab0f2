// A model of other people, as a design of ours and tensors under our names. It is opened, not copied: tensors are
// read, and put into our order, when somebody asks for them.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Checkpoints.Quantisation;
using Jaram.Exchange.Exporting;
using Jaram.Exchange.Families;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Importing;

/// <summary>An open model. One thread at a time.</summary>
public sealed class ImportedModel : IDisposable
{
    private static readonly string[] _pickles = [".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle"];

    private readonly IDisposable _file;

    private ImportedModel(Design design, Family family, Format format, ITensorSource tensors, IDisposable file) =>
        (Design, Family, Format, Tensors, _file) = (design, family, format, tensors, file);

    /// <summary>The architecture.</summary>
    public Design Design { get; }

    /// <summary>What it was written as.</summary>
    public Family Family { get; }

    /// <summary>The format it was written in.</summary>
    public Format Format { get; }

    /// <summary>Weights under our names.</summary>
    public ITensorSource Tensors { get; }

    /// <summary>Modules that look further ahead and were left out, as was asked for.</summary>
    public int AheadLeftOut { get; private init; }

    /// <summary>The files that its tokenizer is kept in: those of the folder as they are, or the keys of the GGUF file
    /// as one without tensors. None if there is no tokenizer.</summary>
    public IReadOnlyList<NamedFile> Tokenizer { get; private init; } = [];

    /// <summary>Opens a model.</summary>
    /// <param name="path">A folder with config.json and safetensors, or a GGUF file.</param>
    /// <param name="name">The design's name.</param>
    /// <param name="ahead">What happens to modules that look further ahead.</param>
    /// <exception cref="CheckpointException">It cannot be read, is damaged, or computes what Jaram does
    /// not.</exception>
    /// <exception cref="DesignException">Its numbers make no design.</exception>
    public static ImportedModel Open(string path, string name, AheadModules ahead)
    {
        if (_pickles.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) throw Pickle(path);
        try
        {
            return OpenEither(path, name, ahead);
        }
        catch (DesignException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new DesignException($"{path}: {e.Message}");
        }
    }

    /// <summary>Writes the weights as one safetensors file under our names.</summary>
    /// <param name="to">Where.</param>
    /// <param name="type">F32 or BF16; null for what loses nothing, and BF16 for quantised ones.</param>
    public void WriteWeights(Stream to, GgufType? type) => SafetensorsFiles.Write(to, Tensors, Tensors.Tensors,
        tensor => type is { } asked ? asked.Blocks : Kept(tensor.Stored));

    /// <summary>Closes the files.</summary>
    public void Dispose() => _file.Dispose();

    private static ImportedModel OpenEither(string path, string name, AheadModules ahead)
    {
        if (Directory.Exists(path)) return OpenFolder(path, name, ahead);
        return Path.GetExtension(path).Equals(".gguf", StringComparison.OrdinalIgnoreCase)
            ? OpenGguf(path, name, ahead)
            : throw new CheckpointException($"{path}: is neither a folder with config.json nor a .gguf file: name one");
    }

    private static BlockFormat Kept(BlockFormat stored) =>
        stored == GgufType.F32.Blocks || stored == GgufType.F16.Blocks ? GgufType.F32.Blocks : GgufType.BF16.Blocks;

    private static ImportedModel OpenFolder(string folder, string name, AheadModules ahead)
    {
        if (!File.Exists(Path.Combine(folder, Shards.Single)) && !File.Exists(Path.Combine(folder, Shards.Index))
            && Directory.EnumerateFiles(folder).FirstOrDefault(file =>
                _pickles.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)) is { } pickle)
            throw Pickle(pickle);
        var (design, family, described) = HuggingFaceConfig.Read(Path.Combine(folder, "config.json"), name);
        var left = Ahead(folder, described, ahead);
        var shards = Shards.Open(folder);
        var theirs = WithoutAhead(WithoutTables(shards), "model.layers.", described);
        return Closing(shards, () => new(design, family, Format.HuggingFace,
            Ours(theirs, folder, design, family, Format.HuggingFace), shards)
        {
            AheadLeftOut = left, Tokenizer = NamedFile.In(folder, Tokenizers.Tokenizer.FileNames),
        });
    }

    private static ImportedModel OpenGguf(string path, string name, AheadModules ahead)
    {
        var file = GgufReader.Open(path);
        return Closing(file, () =>
        {
            var (design, family, described) = GgufKeys.Read(file, path, name);
            var left = Ahead(path, described, ahead);
            var theirs = WithoutAhead(new GgufSource(file), "blk.", described);
            return new(design, family, Format.Gguf, Ours(theirs, path, design, family, Format.Gguf), file)
            {
                AheadLeftOut = left,
                Tokenizer = VocabularyFile.Of(file.Metadata),
            };
        });
    }

    private static Rearranged Ours(
        ITensorSource theirs, string where, Design design, Family family, Format format) =>
        new(theirs, where, family.Links(design, format), Side.Own);

    /// <summary>Opens what needs a file that must be closed if that fails.</summary>
    private static ImportedModel Closing(IDisposable file, Func<ImportedModel> open)
    {
        try
        {
            return open();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static int Ahead(string where, Described described, AheadModules ahead) =>
        described.AheadLayers == 0 || ahead == AheadModules.LeaveOut
            ? described.AheadLayers
            : throw new CheckpointException($"{where}: has {described.AheadLayers} modules that look further ahead, "
                + "with norms of their own that no design of Jaram has: ask for them to be left out");

    private static ITensorSource WithoutAhead(ITensorSource source, string prefix, Described described)
    {
        if (described.AheadLayers == 0) return source;
        var left = Enumerable.Range(described.Layers, described.AheadLayers)
            .Select(layer => FormattableString.Invariant($"{prefix}{layer}.")).ToImmutableArray();
        return new Chosen(source, name => !left.Any(begin => name.StartsWith(begin, StringComparison.Ordinal)));
    }

    /// <summary>Older files hold the angles of rotary positions too, which follow from theta.</summary>
    private static Chosen WithoutTables(ITensorSource source) =>
        new(source, name => !name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal));

    private static CheckpointException Pickle(string path) =>
        new($"{path}: is a pickle, which can run code and is never loaded: get the model as safetensors or GGUF");
}
