// A GGUF file that holds a tokenizer and nothing else, as llama.cpp's own tests have them.
// Source: ggml, docs/gguf.md (tokenizer.ggml.*).

using Jaram.Checkpoints.Gguf;

namespace Jaram.Exchange.Importing;

/// <summary>Keeps the tokenizer of a GGUF file.</summary>
internal static class VocabularyFile
{
    private const string Name = "tokenizer.gguf", Keys = "tokenizer.";

    /// <summary>The file; none if the metadata has no tokenizer.</summary>
    public static IReadOnlyList<NamedFile> Of(GgufMetadata metadata)
    {
        if (metadata.Find(Keys + "ggml.tokens") is null) return [];
        var kept = new GgufMetadata().Add("general.architecture", metadata.Text("general.architecture"));
        foreach (var key in metadata.Keys)
            if (key.StartsWith(Keys, StringComparison.Ordinal)) kept.Add(key, metadata[key]);
        using var file = new MemoryStream();
        GgufWriter.Write(file, kept, [], (_, _) => default);
        return [new(Name, file.ToArray())];
    }
}
