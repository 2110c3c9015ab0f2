using System.Text.Json;

namespace Jaram.Training.Data;

/// <summary>Reads one JSON object a line: {"text": …} or {"messages": [{"role": …, "content": …}, …]}, with "language",
/// "licence" (or "license"), "source" and "id" if it likes, and whatever else it likes.</summary>
internal static class JsonDocuments
{
    public static IEnumerable<Document> Read(CorpusFile file, IEnumerable<string> lines) =>
        lines.Index().Where(line => !string.IsNullOrWhiteSpace(line.Item))
            .Select(line => Read(new Place(file.Name, line.Index + 1), line.Item));

    private static Document Read(Place place, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return Read(place, json.RootElement);
        }
        catch (JsonException e)
        {
            throw new DataException($"{place}: the JSON breaks off at byte {e.BytePositionInLine} of the line; "
                + "each line must be one whole object");
        }
        catch (InvalidOperationException)
        {
            // What GetString says to an escape such as \ud800 without its other half.
            throw new DataException($"{place}: a string holds half of a surrogate pair; write the file again as UTF-8");
        }
    }

    private static Document Read(Place place, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
            throw new DataException($"{place}: is a list, each line must be one object; divide it with: jq -c '.[]'");
        if (json.ValueKind != JsonValueKind.Object)
            throw new DataException($"{place}: is {Kind(json)}, "
                + "each line must be an object with \"text\" or \"messages\"");
        return new()
        {
            Content = ContentOf(place, json),
            Place = place,
            Origin = Optional(place, json, "source"),
            Id = Optional(place, json, "id"),
            Language = Optional(place, json, "language"),
            Licence = Optional(place, json, json.TryGetProperty("licence", out _) ? "licence" : "license"),
        };
    }

    private static Content ContentOf(Place place, JsonElement json)
    {
        if (json.TryGetProperty("text", out var text)) return new Content.Prose(Words(place, text, "text"));
        if (!json.TryGetProperty("messages", out var messages))
        {
            var names = json.EnumerateObject().Select(member => member.Name).DefaultIfEmpty("nothing");
            throw new DataException($"{place}: has neither \"text\" nor \"messages\" but {string.Join(", ", names)}; "
                + "rename the field that holds the text");
        }
        if (messages.ValueKind != JsonValueKind.Array)
            throw new DataException($"{place}: \"messages\" is {Kind(messages)}, it must be a list of objects");
        return new Content.Conversation([.. messages.EnumerateArray().Select(message => TurnOf(place, message))]);
    }

    private static Turn TurnOf(Place place, JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object
            || !message.TryGetProperty("role", out var role) || !message.TryGetProperty("content", out var content))
            throw new DataException($"{place}: a message must be an object with \"role\" and \"content\"");
        return ConversationRules.Turn(place, Words(place, role, "role"), Words(place, content, "content"));
    }

    private static string Words(Place place, JsonElement value, string name) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new DataException($"{place}: \"{name}\" is {Kind(value)}, it must be a string");

    private static string Optional(Place place, JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? ""
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : Words(place, value, name);

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
