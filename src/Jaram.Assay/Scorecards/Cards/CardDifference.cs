// Two cards that should be one: where they differ, place by place.
// Source: ours.

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jaram.Assay.Scorecards.Cards;

/// <summary>A place of a card that says something else than its results give.</summary>
/// <param name="Path">The place, as $.candidates[1].total.value.</param>
/// <param name="Told">What the card says.</param>
/// <param name="Found">What its results give.</param>
public sealed record CardDifference(string Path, string Told, string Found)
{
    private const string Nothing = "nothing";

    /// <summary>Compares a card with the one that its results give.</summary>
    public static IReadOnlyList<CardDifference> Between(Scorecard told, Scorecard found)
    {
        List<CardDifference> differences = [];
        Compare("$", Parse(told), Parse(found), differences);
        return differences;
    }

    private static JsonNode? Parse(Scorecard card) => JsonNode.Parse(ScorecardFile.Write(card));

    private static void Compare(string path, JsonNode? told, JsonNode? found, List<CardDifference> into)
    {
        switch (told, found)
        {
            case (JsonObject one, JsonObject other):
                foreach (var (name, value) in one) Compare($"{path}.{name}", value, other[name], into);
                break;
            case (JsonArray one, JsonArray other):
                for (var at = 0; at < Math.Max(one.Count, other.Count); at++)
                    Compare(FormattableString.Invariant($"{path}[{at}]"), one.ElementAtOrDefault(at),
                        other.ElementAtOrDefault(at), into);
                break;
            default:
                if (!JsonNode.DeepEquals(told, found)) into.Add(new(path, Text(told), Text(found)));
                break;
        }
    }

    private static string Text(JsonNode? node) => node switch
    {
        null => Nothing,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };
}
