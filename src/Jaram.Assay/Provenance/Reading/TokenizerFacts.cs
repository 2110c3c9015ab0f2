// Tokens and merges as files spell them, without learning to encode: two vocabularies are compared letter by letter.
// Source: Hugging Face tokenizers, tokenizer.json (model.vocab, model.merges); ggml, docs/gguf.md (tokenizer.ggml.*).

using System.Text.Json;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;

namespace Jaram.Assay.Provenance.Reading;

/// <summary>A vocabulary.</summary>
/// <param name="Ids">Tokens and their ids.</param>
/// <param name="Merges">Merges in their order, as in <c>t h</c>.</param>
public sealed record TokenizerFacts(IReadOnlyDictionary<string, int> Ids, IReadOnlyList<string> Merges)
{
    /// <summary>No tokenizer came along.</summary>
    public static TokenizerFacts None { get; } = new(new Dictionary<string, int>(), []);

    /// <summary>Reads tokenizer.json.</summary>
    /// <exception cref="CheckpointException">It is none.</exception>
    public static TokenizerFacts OfJson(ReadOnlyMemory<byte> file, string where)
    {
        try
        {
            using var json = JsonDocument.Parse(file, new() { AllowDuplicateProperties = false, MaxDepth = 32 });
            var model = json.RootElement.GetProperty("model");
            return new(Vocabulary(model.GetProperty("vocab")),
                model.TryGetProperty("merges", out var merges) && merges.ValueKind == JsonValueKind.Array
                    ? [.. merges.EnumerateArray().Select(Merge)]
                    : []);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            throw new CheckpointException($"{where}: has no model.vocab that can be read: get the tokenizer again");
        }
    }

    /// <summary>Reads the keys of a GGUF file; <see cref="None"/> if it has no tokenizer.</summary>
    public static TokenizerFacts OfGguf(GgufMetadata metadata)
    {
        if (metadata.Find("tokenizer.ggml.tokens") is not string[] tokens) return None;
        var ids = new Dictionary<string, int>();
        foreach (var (id, token) in tokens.Index()) ids.TryAdd(token, id);
        return new(ids, metadata.Find("tokenizer.ggml.merges") as string[] ?? []);
    }

    /// <summary>Tokens that both have, in an order that neither chose: by their digests.</summary>
    /// <returns>Ids here and there.</returns>
    public IReadOnlyList<(int Here, int There)> Shared(TokenizerFacts other) =>
        [.. Sampling.ByDigest(Ids.Where(token => other.Ids.ContainsKey(token.Key)), token => token.Key)
            .Select(token => (token.Value, other.Ids[token.Key]))];

    /// <summary>A map for byte-pair tokens, or SentencePiece's list of pairs.</summary>
    private static Dictionary<string, int> Vocabulary(JsonElement vocabulary)
    {
        if (vocabulary.ValueKind == JsonValueKind.Object)
            return vocabulary.EnumerateObject().ToDictionary(token => token.Name, token => token.Value.GetInt32());
        var ids = new Dictionary<string, int>();
        foreach (var (id, token) in vocabulary.EnumerateArray().Index()) ids.TryAdd(token[0].GetString()!, id);
        return ids;
    }

    private static string Merge(JsonElement merge) => merge.ValueKind == JsonValueKind.String
        ? merge.GetString()!
        : $"{merge[0].GetString()} {merge[1].GetString()}";
}
