// A GGUF file holds its tokenizer as keys: this is the same as tokenizer.json.
// Source: ggml, docs/gguf.md (tokenizer.ggml.*); tokenizers, tokenizer.json "1.0".

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange.Exporting;

namespace Jaram.Exchange.Importing;

/// <summary>Makes tokenizer.json of the keys of a GGUF file.</summary>
internal static class GgufTokenizer
{
    private const int Control = 3, UserDefined = 4, Unused = 5;

    private static readonly JsonWriterOptions _options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's bytes; empty if the tokenizer is no byte-level BPE whose rule is known.</summary>
    /// <exception cref="CheckpointException">A key that it needs is missing or wrong.</exception>
    public static byte[] ToJson(GgufMetadata metadata)
    {
        var rule = metadata.Find("tokenizer.ggml.pre") as string ?? "";
        if (metadata.Find("tokenizer.ggml.model") as string != "gpt2"
            || BpeVocabulary.PatternOf(rule) is not { } pattern) return [];
        var tokens = metadata.List<string>("tokenizer.ggml.tokens");
        var kinds = metadata.Find("tokenizer.ggml.token_type") is null
            ? new int[tokens.Length]
            : metadata.List<int>("tokenizer.ggml.token_type");
        if (kinds.Length != tokens.Length)
            throw new CheckpointException($"\"tokenizer.ggml.token_type\" has {kinds.Length} values, there are "
                + $"{tokens.Length} tokens: get the file again");
        var (vocabulary, added) = (new JsonObject(), new JsonArray());
        for (var id = 0; id < tokens.Length; id++)
        {
            if (kinds[id] == Unused) continue;
            if (!vocabulary.TryAdd(tokens[id], id))
                throw new CheckpointException($"token {Quoted.Of(tokens[id])} is there twice: get the file again");
            if (kinds[id] is Control or UserDefined) added.Add((JsonNode)Added(id, tokens[id], kinds[id] == Control));
        }
        var merges = new JsonArray();
        foreach (var merge in metadata.List<string>("tokenizer.ggml.merges")) merges.Add((JsonNode)Pair(merge));
        return Written(pattern, vocabulary, added, merges);
    }

    private static JsonArray Pair(string merge)
    {
        var parts = merge.Split(' ');
        return parts.Length == 2
            ? new(parts[0], parts[1])
            : throw new CheckpointException($"merge {Quoted.Of(merge)} must be two tokens with a space between");
    }

    private static JsonObject Added(int id, string content, bool isSpecial) => new()
    {
        ["id"] = id, ["content"] = content, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false,
        ["normalized"] = false, ["special"] = isSpecial,
    };

    private static JsonObject ByteLevel() => new()
    {
        ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = false, ["use_regex"] = false,
    };

    private static byte[] Written(string pattern, JsonObject vocabulary, JsonArray added, JsonArray merges)
    {
        var file = new JsonObject
        {
            ["version"] = "1.0", ["truncation"] = null, ["padding"] = null, ["added_tokens"] = added,
            ["normalizer"] = new JsonObject { ["type"] = "NFC" },
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(new JsonObject
                {
                    ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = pattern },
                    ["behavior"] = "Isolated", ["invert"] = false,
                }, ByteLevel()),
            },
            ["post_processor"] = null, ["decoder"] = ByteLevel(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE", ["dropout"] = null, ["unk_token"] = null, ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null, ["fuse_unk"] = false, ["byte_fallback"] = false,
                ["ignore_merges"] = false, ["vocab"] = vocabulary, ["merges"] = merges,
            },
        };
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, _options)) file.WriteTo(writer);
        return bytes.ToArray();
    }
}
