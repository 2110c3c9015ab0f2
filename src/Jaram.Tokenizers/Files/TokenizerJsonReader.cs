// Reads tokenizer.json from a stranger. The file must say, key by key, what Jaram would write around the vocabulary:
// another normaliser or pattern means other tokens, and is refused rather than ignored. A key that stands for nothing
// (null) may be left out, and order and spacing are free. Vocabulary and merges must agree in every entry.

using System.Text;
using System.Text.Json;

namespace Jaram.Tokenizers;

/// <summary>Reads a vocabulary from tokenizer.json.</summary>
internal static class TokenizerJsonReader
{
    /// <summary>Largest file in bytes: twice what the largest vocabulary of usual tokens takes.</summary>
    private const int MostBytes = 1 << 28;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Reads the file's bytes.</summary>
    /// <exception cref="TokenizerException">It is damaged, or not a tokenizer that Jaram can stand for.</exception>
    public static Vocabulary Read(ReadOnlyMemory<byte> file)
    {
        CheckSize(file.Length);
        try
        {
            _ = _utf8.GetCharCount(file.Span);
            using var found = JsonDocument.Parse(file, _strict);
            using var frame = JsonDocument.Parse(TokenizerJson.Frame);
            Match(found.RootElement, frame.RootElement, "$");
            var model = found.RootElement.GetProperty("model");
            return Read(model.GetProperty("vocab"), model.GetProperty("merges"));
        }
        catch (DecoderFallbackException e)
        {
            throw new TokenizerException($"Byte {e.Index} does not belong to UTF-8; get the file again.");
        }
        catch (JsonException e)
        {
            var (line, at) = (e.LineNumber + 1, e.BytePositionInLine);
            throw new TokenizerException($"Not strict JSON at line {line}, byte {at}: {e.Message.Split(". ")[0]}.");
        }
        catch (InvalidOperationException)
        {
            throw new TokenizerException(@"A name or text holds half of a surrogate pair (\uD800-\uDFFF).");
        }
    }

    /// <summary>Refuses a file too large to be read.</summary>
    public static void CheckSize(long bytes)
    {
        if (bytes > MostBytes)
            throw new TokenizerException($"The file has {bytes} bytes, at most {MostBytes} are read.");
    }

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
        if (count > Vocabulary.MostTokens)
            throw new TokenizerException($"$.model.vocab has {count} tokens, at most {Vocabulary.MostTokens} allowed.");

        var ids = new Dictionary<string, int>(count);
        foreach (var token in vocab.EnumerateObject()) ids.Add(token.Name, Id(token, count));
        var pairs = new List<(int, int)>(merges.GetArrayLength());
        foreach (var (n, merge) in merges.EnumerateArray().Index()) pairs.Add(Pair(merge, ids, $"$.model.merges[{n}]"));

        var vocabulary = new Vocabulary(pairs);
        for (var id = 0; id < count; id++)
        {
            var name = TokenizerJson.Name(vocabulary, id);
            if (ids.GetValueOrDefault(name, -1) is var there && there != id)
                throw new TokenizerException($"$.model.vocab {(there < 0 ? "lacks" : $"gives id {there} to")} " +
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

    private static string Short(string text) => text.Length <= 200 ? text : $"{text.AsSpan(0, 200)}…";
}
