// Instructions whose following can be seen without a judge: length, words that must or must not come, beginning, end,
// script.
// Source: the idea, IFEval (Zhou et al., arXiv:2311.07911); the instructions are ours.

using System.Text.Json;
using System.Text.RegularExpressions;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Scoring;

/// <summary>One thing that an answer must be.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Texts">Its texts, if it has any.</param>
/// <param name="Count">Its number, if it has one.</param>
internal sealed record Instructions(string Kind, IReadOnlyList<string> Texts, int Count)
{
    private static readonly string[] _kinds =
        ["contains_all", "contains_any", "contains_none", "starts_with", "ends_with", "min_characters",
            "max_characters",
            "min_words", "max_words", "lines", "matches", "not_matches", "json"];

    /// <summary>Reads instructions: a JSON list of objects with "kind", and "texts" or "count".</summary>
    /// <exception cref="EvaluationException">It is none.</exception>
    public static List<Instructions> Of(string json)
    {
        try
        {
            using var list = JsonDocument.Parse(json);
            return [.. list.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new EvaluationException(
                "instructions must be a JSON list of objects with kind, and texts or count, got "
                + $"{(json.Length > 80 ? json[..80] + "…" : json)}");
        }
    }

    /// <summary>Whether an answer is so. Blanks around it do not count.</summary>
    public bool IsFollowed(string answer)
    {
        var text = PythonText.Trim(answer);
        return Kind switch
        {
            "contains_all" => Texts.All(part => Has(text, part)),
            "contains_any" => Texts.Any(part => Has(text, part)),
            "contains_none" => !Texts.Any(part => Has(text, part)),
            "starts_with" => Texts.Any(part => text.StartsWith(part, StringComparison.Ordinal)),
            "ends_with" => Texts.Any(part => text.EndsWith(part, StringComparison.Ordinal)),
            "min_characters" => PythonText.Length(text) >= Count,
            "max_characters" => text != "" && PythonText.Length(text) <= Count,
            "min_words" => Words(text) >= Count,
            "max_words" => text != "" && Words(text) <= Count,
            "lines" => text.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line)) == Count,
            "matches" => Texts.All(pattern => Matches(text, pattern)),
            "not_matches" => text != "" && !Texts.Any(pattern => Matches(text, pattern)),
            _ => IsJson(AnswerChecks.Json(text)),
        };
    }

    private static Instructions Read(JsonElement one)
    {
        var kind = one.GetProperty("kind").GetString()!;
        if (!_kinds.Contains(kind))
            throw new EvaluationException($"an instruction is '{kind}', Jaram knows {string.Join(", ", _kinds)}");
        return new(kind,
            one.TryGetProperty("texts", out var texts)
                ? [.. texts.EnumerateArray().Select(text => text.GetString()!)]
                : [],
            one.TryGetProperty("count", out var count) ? count.GetInt32() : 0);
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static bool Matches(string text, string pattern) => AnswerFiltering.Guarded(pattern,
        longest => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, longest));

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
