// A model that is looked at: its tensors where they lie, its tokenizer, and no more. Nothing of it is run.
// Source: ours.

using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange;
using Jaram.Exchange.Tensors;

namespace Jaram.Assay.Provenance.Reading;

/// <summary>A candidate, a reference or a control. Many threads may read its tensors at once.</summary>
/// <param name="name">What reports call it.</param>
/// <param name="tensors">Its weights.</param>
/// <param name="tokenizer">Its vocabulary.</param>
/// <param name="file">Closed with it.</param>
public sealed class Subject(string name, ITensorSource tensors, TokenizerFacts tokenizer, IDisposable? file = null)
    : IDisposable
{
    private const string TokenizerFile = "tokenizer.json", Gguf = ".gguf", Safetensors = ".safetensors";

    /// <summary>What reports call it.</summary>
    public string Name { get; } = name;

    /// <summary>Its weights.</summary>
    public ITensorSource Tensors { get; } = tensors;

    /// <summary>Its vocabulary.</summary>
    public TokenizerFacts Tokenizer { get; } = tokenizer;

    /// <summary>Opens a folder of Hugging Face's, a safetensors file or a GGUF file.</summary>
    /// <exception cref="CheckpointException">It is none of these, shards are missing, or a file is damaged.</exception>
    public static Subject Open(string path)
    {
        if (Directory.Exists(path)) return Closing(Shards.OpenAsStored(path), shards => new(path, shards,
            VocabularyOf(NamedFile.In(path, [TokenizerFile]), path), shards));
        if (Path.GetExtension(path).Equals(Gguf, StringComparison.OrdinalIgnoreCase))
            return Closing(GgufReader.Open(path), file =>
                new(path, new GgufSource(file), TokenizerFacts.OfGguf(file.Metadata), file));
        return Path.GetExtension(path).Equals(Safetensors, StringComparison.OrdinalIgnoreCase)
            ? Closing(Shards.OpenFileAsStored(path), shards => new(path, shards, TokenizerFacts.None, shards))
            : throw new CheckpointException(
                $"{path}: is neither a folder with safetensors nor a .safetensors or .gguf file: name one");
    }

    /// <summary>Closes its files.</summary>
    public void Dispose() => file?.Dispose();

    private static TokenizerFacts VocabularyOf(IReadOnlyList<NamedFile> files, string where) => files is [var one]
        ? TokenizerFacts.OfJson(one.Bytes, Path.Combine(where, one.Name))
        : TokenizerFacts.None;

    private static Subject Closing<T>(T file, Func<T, Subject> make) where T : IDisposable
    {
        try
        {
            return make(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
