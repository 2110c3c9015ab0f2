// The tokenizer in a model's folder: tokenizer.json, and beside another maker's the files that it came with; or
// tokenizer.gguf, a GGUF file without tensors, for a model that was imported from one.
// Source: ggml, docs/gguf.md (tokenizer.ggml.*).

using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Tokenizers;

namespace Jaram.Inference.Loading;

/// <summary>Reads the tokenizer of a model's folder.</summary>
public static class StoredTokenizer
{
    private const string Keys = "tokenizer.ggml.";

    /// <summary>The names of all files that it may be kept in.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [.. Tokenizer.FileNames, "tokenizer.gguf"];

    /// <summary>Whether there is one.</summary>
    public static bool IsIn(string folder) => File.Exists(Json(folder)) || File.Exists(Gguf(folder));

    /// <summary>Reads it.</summary>
    /// <param name="folder">The model's.</param>
    /// <exception cref="TokenizerException">It is missing, damaged, or not a tokenizer that Jaram can stand for.
    /// </exception>
    /// <exception cref="CheckpointException">tokenizer.gguf is no GGUF file, or a key of it is missing or wrong.
    /// </exception>
    public static Tokenizer Read(string folder)
    {
        if (File.Exists(Json(folder)) || !File.Exists(Gguf(folder))) return Tokenizer.Load(Json(folder));
        using var file = GgufReader.Open(Gguf(folder));
        try
        {
            return Tokenizer.FromGguf(Described(file.Metadata));
        }
        catch (Exception e) when (e is TokenizerException or CheckpointException)
        {
            throw new TokenizerException($"{Gguf(folder)}: {e.Message}");
        }
    }

    private static string Json(string folder) => Path.Combine(folder, "tokenizer.json");

    private static string Gguf(string folder) => Path.Combine(folder, "tokenizer.gguf");

    private static GgufTokenizer Described(GgufMetadata metadata) => new()
    {
        Model = metadata.Text(Keys + "model"), Pre = Text(metadata, Keys + "pre"),
        Tokens = metadata.List<string>(Keys + "tokens"), Types = List<int>(metadata, "token_type"),
        Scores = List<float>(metadata, "scores"), Merges = List<string>(metadata, "merges"),
        Begin = Id(metadata, "bos"), Pad = Id(metadata, "padding"),
        Ends = [.. ((string[])["eos", "eot", "eom"]).Select(name => Id(metadata, name)).OfType<int>()],
        AddsBegin = Flag(metadata, "add_bos_token"), AddsSpace = Flag(metadata, "add_space_prefix"),
        Template = Text(metadata, "tokenizer.chat_template"),
    };

    private static string Text(GgufMetadata metadata, string key) =>
        metadata.Find(key) is null ? "" : metadata.Text(key);

    private static T[] List<T>(GgufMetadata metadata, string name) =>
        metadata.Find(Keys + name) is null ? [] : metadata.List<T>(Keys + name);

    private static bool? Flag(GgufMetadata metadata, string name) =>
        metadata.Find(Keys + name) is null ? null : metadata.Flag(Keys + name);

    private static int? Id(GgufMetadata metadata, string name)
    {
        var key = $"{Keys}{name}_token_id";
        return metadata.Find(key) is null ? null : (int)Math.Min(metadata.Whole(key), int.MaxValue);
    }
}
