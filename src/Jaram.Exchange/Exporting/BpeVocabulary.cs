// tokenizer.json, as far as GGUF needs it: tokens in order of their ids, merges, which tokens are special, and the name
// that llama.cpp has for the rule that cuts text into pieces. It knows rules by name only.
// Source: tokenizers, tokenizer.json "1.0"; llama.cpp, llama-vocab.cpp (regular expressions of the named rules).

using System.Collections.Immutable;
using System.Text.Json;
using Jaram.Checkpoints;

namespace Jaram.Exchange.Exporting;

/// <summary>A byte-level BPE's tokens and merges.</summary>
/// <param name="Tokens">By id; as the file spells them.</param>
/// <param name="Specials">Ids that text does not make.</param>
/// <param name="Merges">Each two tokens with a space between.</param>
/// <param name="Splitting">llama.cpp's name of the rule that cuts text.</param>
internal sealed record BpeVocabulary(
    ImmutableArray<string> Tokens, ImmutableHashSet<int> Specials, ImmutableArray<string> Merges, string Splitting)
{
    private const string AsciiContractions = "'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])";
    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string Rest = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string RestWithMarks = @"| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The rule of Jaram's own tokenizers is qwen35's, its contractions spelled out for ASCII.</summary>
    private static readonly Dictionary<string, string> _rules = new()
    {
        [AsciiContractions + @"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}" + RestWithMarks] = "qwen35",
        [Contractions + @"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}" + RestWithMarks] = "qwen35",
        [Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}" + Rest] = "qwen2",
        [Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}" + Rest] = "llama-bpe",
    };

    /// <summary>The rule that llama.cpp calls so; null for one that Jaram does not know.</summary>
    public static string? PatternOf(string splitting) => _rules.FirstOrDefault(rule => rule.Value == splitting).Key;

    /// <summary>Reads tokenizer.json.</summary>
    /// <exception cref="CheckpointException">It is no byte-level BPE whose rule llama.cpp has a name for.</exception>
    public static BpeVocabulary Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var file = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false, MaxDepth = 16 });
            var model = file.RootElement.GetProperty("model");
            if (model.GetProperty("type").GetString() != "BPE")
                throw Wrong($"is of type {model.GetProperty("type")}, byte-level BPE is written");
            var names = new Dictionary<int, string>();
            foreach (var token in model.GetProperty("vocab").EnumerateObject())
                names[token.Value.GetInt32()] = token.Name;
            var specials = new HashSet<int>();
            foreach (var added in file.RootElement.GetProperty("added_tokens").EnumerateArray())
            {
                var id = added.GetProperty("id").GetInt32();
                names[id] = added.GetProperty("content").GetString()!;
                if (added.GetProperty("special").GetBoolean()) specials.Add(id);
            }
            if (Enumerable.Range(0, names.Count).FirstOrDefault(id => !names.ContainsKey(id), -1) is >= 0 and var hole)
                throw Wrong($"has {names.Count} tokens, but none of id {hole}");
            return new([.. Enumerable.Range(0, names.Count).Select(id => names[id])], [.. specials],
                [.. model.GetProperty("merges").EnumerateArray().Select(Merge)], Rule(file.RootElement));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException)
        {
            throw Wrong($"cannot be read ({Quoted.Of(e.Message)})");
        }
    }

    private static string Merge(JsonElement merge) => merge.ValueKind == JsonValueKind.String
        ? merge.GetString()!
        : $"{merge[0].GetString()} {merge[1].GetString()}";

    private static string Rule(JsonElement file)
    {
        var pattern = file.GetProperty("pre_tokenizer").GetProperty("pretokenizers")[0].GetProperty("pattern")
            .GetProperty("Regex").GetString()!;
        return _rules.GetValueOrDefault(pattern)
            ?? throw Wrong($"cuts text by {Quoted.Of(pattern)}, for which llama.cpp has no name");
    }

    private static CheckpointException Wrong(string what) =>
        new($"{TokenizerFiles.FileName} {what}: the model cannot be written as GGUF; export to hf");
}
