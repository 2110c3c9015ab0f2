// Reads a tokenizer.json of our own. The file must say, key by key, what Jaram would write around the vocabulary:
// another normaliser or pattern means other tokens, and is refused rather than ignored. A key that stands for nothing
// (null) may be left out, and order and spacing are free. Vocabulary and merges must agree in every entry.

using System.Text.Json;
using static Jaram.Tokenizers.JsonPlace;

namespace Jaram.Tokenizers;

/// <summary>Reads a vocabulary of our own from tokenizer.json.</summary>
internal static class TokenizerJsonReader
{
    /// <summary>True when the file names our special tokens and no other: then all else must be ours too.</summary>
    public static bool IsOwn(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("added_tokens", out var tokens)
        && tokens.ValueKind == JsonValueKind.Array
        && tokens.EnumerateArray().Select(Name).SequenceEqual(SpecialTokens.Names);

    /// <summary>Reads the parsed file.</summary>
    /// <exception cref="TokenizerException">It is not a tokenizer that Jaram would write.</exception>
    public static Vocabulary Read(JsonElement root)
    {
        using var frame = JsonDocument.Parse(TokenizerJson.Frame);
        Match(root, frame.RootElement, "$");
        var model = root.GetProperty("model");
        return Read(model.GetProperty("vocab"), model.GetProperty("merges"));
    }

    private static string? Name(JsonElement token) =>
        token.ValueKind == JsonValueKind.Object && token.TryGetProperty("content", out var content)
        && content.ValueKind == JsonValueKind.String ? content.GetString() : null;

    private static void Match(JsonElement found, JsonElement frame, string path)
    {
        if (found.ValueKind != frame.ValueKind) throw Differs(found, frame, path);
        switch (frame.ValueKind)
        {
            case JsonValueKind.Object when path is not "$.model.vocab":
                foreach (var property in found.EnumerateObject())
                {
                    if (!frame.TryGetProperty(property.Name, out var expected))
                        throw new TokenizerException($"{path}.{Short(property.Name)} is not a key that Jaram knows.");
                    Match(property.Value, expected, $"{path}.{property.Name}");
                }
                foreach (var property in frame.EnumerateObject())
                    if (property.Value.ValueKind != JsonValueKind.Null && !found.TryGetProperty(property.Name, out _))
                        throw new TokenizerException($"{path}.{property.Name} is missing.");
                break;
            case JsonValueKind.Array when path is not "$.model.merges":
                if (found.GetArrayLength() != frame.GetArrayLength())
                    throw new TokenizerException(
                        $"{path} has {found.GetArrayLength()} entries, expected {frame.GetArrayLength()}.");
                foreach (var (n, entry) in found.EnumerateArray().Index()) Match(entry, frame[n], $"{path}[{n}]");
                break;
            case JsonValueKind.String when found.GetString() != frame.GetString():
            case JsonValueKind.Number when found.GetRawText() != frame.GetRawText():
                throw Differs(found, frame, path);
        }
    }

    private static Vocabulary Read(JsonElement vocab, JsonElement merges)
    {
        var (count, made) = (vocab.GetPropertyCount(), Vocabulary.FirstMerge + merges.GetArrayLength());
        if (count != made)
            throw new TokenizerException($"$.model.vocab has {count} tokens; the special tokens, 256 bytes and " +
                $"{merges.GetArrayLength()} merges make {made}.");
        if (count > TokenTable.MostTokens)
            throw new TokenizerException($"$.model.vocab has {count} tokens, at most {TokenTable.MostTokens} allowed.");

        var ids = new Dictionary<string, int>(count);
        foreach (var token in vocab.EnumerateObject()) ids.Add(token.Name, Id(token, count));
        var pairs = new List<(int, int)>(merges.GetArrayLength());
        foreach (var (n, merge) in merges.EnumerateArray().Index()) pairs.Add(Pair(merge, ids, $"$.model.merges[{n}]"));
        return Made(pairs, ids, "$.model.vocab");
    }

    /// <summary>The vocabulary that merges make, if it is the one that was told.</summary>
    /// <param name="pairs">The merges.</param>
    /// <param name="ids">Ids by name.</param>
    /// <param name="place">Where those stand, for the message.</param>
    /// <exception cref="TokenizerException">A token has another id.</exception>
    internal static Vocabulary Made(List<(int Left, int Right)> pairs, Dictionary<string, int> ids, string place)
    {
        var vocabulary = new Vocabulary(pairs);
        for (var id = 0; id < vocabulary.Count; id++)
        {
            var name = TokenizerJson.Name(vocabulary, id);
            if (ids.GetValueOrDefault(name, -1) is var there && there != id)
                throw new TokenizerException($"{place} {(there < 0 ? "lacks" : $"gives id {there} to")} " +
                    $"\"{Short(name)}\", which is id {id} by the merges.");
        }
        return vocabulary;
    }

    private static int Id(JsonProperty token, int count) =>
        token.Value.ValueKind == JsonValueKind.Number && token.Value.TryGetInt32(out var id) && (uint)id < (uint)count
            ? id
            : throw new TokenizerException($"$.model.vocab gives \"{Short(token.Name)}\" the id " +
                $"{Short(token.Value.GetRawText())}, ids are whole numbers from 0 to {count - 1}.");

    private static (int Left, int Right) Pair(JsonElement merge, Dictionary<string, int> ids, string path)
    {
        if (merge.ValueKind != JsonValueKind.Array || merge.GetArrayLength() != 2)
            throw new TokenizerException($"{path} is {Short(merge.GetRawText())}, expected two tokens in brackets.");
        return (Part(merge[0], ids, $"{path}[0]"), Part(merge[1], ids, $"{path}[1]"));
    }

    private static int Part(JsonElement part, Dictionary<string, int> ids, string path) =>
        part.ValueKind == JsonValueKind.String && ids.TryGetValue(part.GetString()!, out var id)
            ? id
            : throw new TokenizerException($"{path} is {Short(part.GetRawText())}, which $.model.vocab does not have.");

    private static TokenizerException Differs(JsonElement found, JsonElement frame, string path) =>
        new($"{path} is {Short(found.GetRawText())}, a tokenizer of Jaram has {Short(frame.GetRawText())}.");
}
