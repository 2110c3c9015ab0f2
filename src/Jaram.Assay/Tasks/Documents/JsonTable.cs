// Source: JSON Lines; RFC 8259. A file that begins with [ is one list, or with an object over several lines, one
// object.

using System.Collections.Immutable;
using System.Text.Json;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Documents;

/// <summary>Reads objects, one a line or in one list.</summary>
internal static class JsonTable
{
    /// <summary>Reads a file's text.</summary>
    /// <param name="text">UTF-8, decoded.</param>
    /// <param name="place">The file, for errors.</param>
    /// <exception cref="EvaluationException">It is no JSON, or a line is no object.</exception>
    public static ImmutableArray<Value.Named> Read(string text, string place) =>
        text.AsSpan().TrimStart() is ['[', ..]
            ? Objects(Parse(text, place), place)
            : [.. text.Split('\n').Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)).Select(line =>
                Object(Parse(line.Item, $"{place}, line {line.Index + 1}"), $"{place}, line {line.Index + 1}"))];

    private static ImmutableArray<Value.Named> Objects(JsonElement list, string place) =>
        [.. list.EnumerateArray().Select((item, at) => Object(item, $"{place}, item {at + 1}"))];

    private static JsonElement Parse(string json, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new EvaluationException($"{place}: is no JSON: {e.Message}; correct the file");
        }
    }

    private static Value.Named Object(JsonElement json, string place) => json.ValueKind == JsonValueKind.Object
        ? (Value.Named)Value.Of(json)
        : throw new EvaluationException($"{place}: is {json.ValueKind}, it must be an object of fields");
}
