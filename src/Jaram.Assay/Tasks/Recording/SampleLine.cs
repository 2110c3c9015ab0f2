// One question, what the model said, and how it was scored: a line of JSON with the harness's names.
// Source: lm_eval/evaluator.py and loggers/evaluation_tracker.py (fields of samples_*.jsonl).

using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jaram.Assay.Tasks.Describing;
using Jaram.Checkpoints;

namespace Jaram.Assay.Tasks.Recording;

/// <summary>What is known of one question once it was asked.</summary>
/// <param name="Id">Which.</param>
/// <param name="Scores">By "metric,filter".</param>
/// <param name="Tokens">Tokens that the model wrote or was scored on; -1 where nobody said.</param>
/// <param name="CutTokens">Tokens of the context that did not fit.</param>
/// <param name="Empty">Continuations that had no token of their own.</param>
internal sealed record SampleLine(
    int Id, ImmutableSortedDictionary<string, double> Scores, int Tokens, int CutTokens, int Empty)
{
    private static readonly JsonSerializerOptions _readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line.</summary>
    /// <param name="sample">The question.</param>
    /// <param name="asked">What was sent, one entry a request.</param>
    /// <param name="said">What came back, one entry a request.</param>
    /// <param name="filtered">Of writings, what was left behind each filter.</param>
    public string Write(Sample sample, JsonArray asked, JsonArray said, JsonObject filtered)
    {
        var document = sample.Document.ToJson()!;
        var scores = new JsonObject(Scores.Select(score =>
            KeyValuePair.Create<string, JsonNode?>(score.Key, double.IsFinite(score.Value) ? score.Value : null)));
        return new JsonObject
        {
            ["doc_id"] = Id, ["doc"] = document,
            ["target"] = new JsonArray([.. sample.References.Select(text => (JsonNode)text)]),
            ["arguments"] = asked, ["resps"] = said, ["filtered_resps"] = filtered,
            ["doc_hash"] = Hash(document.ToJsonString(_readable)), ["prompt_hash"] = Hash(sample.Context),
            ["target_hash"] = Hash(string.Join('\n', sample.References)),
            ["scores"] = scores, ["tokens"] = Tokens, ["cut_tokens"] = CutTokens, ["empty_continuations"] = Empty,
        }.ToJsonString(_readable);
    }

    /// <summary>Reads a line again.</summary>
    /// <exception cref="JsonException">It is no such line.</exception>
    public static SampleLine Read(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return new(root.GetProperty("doc_id").GetInt32(),
                root.GetProperty("scores").EnumerateObject().ToImmutableSortedDictionary(score => score.Name,
                    score => score.Value.ValueKind == JsonValueKind.Null ? double.NaN : score.Value.GetDouble(),
                    StringComparer.Ordinal),
                root.GetProperty("tokens").GetInt32(), root.GetProperty("cut_tokens").GetInt32(),
                root.GetProperty("empty_continuations").GetInt32());
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static string Hash(string text) => Digest.Of(Encoding.UTF8.GetBytes(text)).ToString();
}
