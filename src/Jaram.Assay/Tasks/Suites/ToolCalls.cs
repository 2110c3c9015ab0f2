// Source: the form of calls, docs/formats/chat.md; what is allowed is held as a schema with fixed values, as BFCL lists
// allowed values (Patil et al., 2025).

using System.Globalization;
using System.Text.Json.Nodes;
using Jaram.Village;

namespace Jaram.Assay.Tasks.Suites;

/// <summary>A request that one of five tools serves.</summary>
internal static class ToolCalls
{
    private static readonly (string Name, string[] Arguments)[] _tools =
    [
        ("get_fee", ["permit"]), ("get_days", ["permit"]), ("get_hours", ["office"]),
        ("book_visit", ["office", "hour"]),
        ("find_person", ["name"]),
    ];

    /// <summary>The task.</summary>
    public static SuiteTask Task(SuiteSource source) => new("tool_calls", """
        output_type: generate_until
        doc_to_text: "{{prompt}}"
        doc_to_target: schema
        generation_kwargs:
          until: ["\n\n"]
          max_gen_toks: 96
        metric_list:
          - metric: json_schema
        """, 0, [.. Documents(source)]);

    private static IEnumerable<JsonObject> Documents(SuiteSource source)
    {
        var (draws, words) = (source.DrawsFor("tool_calls"), source.Words);
        var described = string.Join('\n', _tools.Select(tool => $"{tool.Name}({string.Join(", ", tool.Arguments)})"));
        for (var number = 0; number < source.Questions; number++)
        {
            var (tool, request) = words.Requests[draws.Below(words.Requests.Count)];
            var subjects = source.Facts(tool switch
            {
                "get_fee" or "get_days" => Relation.Fee,
                "find_person" => Relation.Home,
                _ => Relation.Place,
            });
            var subject = source.Say(subjects[draws.Below(subjects.Count)]).Subject;
            var hour = 9 + draws.Below(8);
            yield return new()
            {
                ["prompt"] = SuiteSource.Fill(words.ToolCall, described, SuiteSource.Fill(request, subject, hour)),
                ["schema"] = Schema(tool, subject, hour).ToJsonString(),
            };
        }
    }

    /// <summary>The call that is right, and no other.</summary>
    private static JsonObject Schema(string tool, string subject, int hour)
    {
        var arguments = _tools.First(one => one.Name == tool).Arguments;
        var properties = new JsonObject(arguments.Select(name => KeyValuePair.Create<string, JsonNode?>(name,
            name == "hour"
                ? new JsonObject { ["enum"] = new JsonArray(hour, hour.ToString(CultureInfo.InvariantCulture)) }
                : new JsonObject { ["const"] = subject })));
        return Closed(new()
        {
            ["name"] = new JsonObject { ["const"] = tool }, ["arguments"] = Closed(properties),
        });
    }

    /// <summary>An object that has these members and no other.</summary>
    public static JsonObject Closed(JsonObject properties) => new()
    {
        ["type"] = "object", ["required"] = new JsonArray([.. properties.Select(member => (JsonNode)member.Key)]),
        ["additionalProperties"] = false, ["properties"] = properties,
    };
}
