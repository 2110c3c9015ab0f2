// Source: ours; schemas are JSON Schema 2020-12.

using System.Text.Json.Nodes;
using Jaram.Village;

namespace Jaram.Assay.Tasks.Suites;

/// <summary>The facts of a text about an office's permit, written as JSON by a schema.</summary>
internal static class StructuredAnswers
{
    private static readonly Relation[] _asked = [Relation.Fee, Relation.Days, Relation.Papers, Relation.Issuer];

    /// <summary>The task.</summary>
    public static SuiteTask Task(SuiteSource source) => new("structured", """
        output_type: generate_until
        doc_to_text: "{{prompt}}"
        doc_to_target: schema
        generation_kwargs:
          until: ["\n\n"]
          max_gen_toks: 160
        metric_list:
          - metric: json_schema
        """, 0, [.. Documents(source)]);

    private static IEnumerable<JsonObject> Documents(SuiteSource source)
    {
        var draws = source.DrawsFor("structured");
        List<IReadOnlyList<Fact>> permits = [.. source.Facts(_asked).GroupBy(fact => source.Say(fact).Subject)
            .Select(group => (IReadOnlyList<Fact>)[.. group])];
        for (var number = 0; number < source.Questions; number++)
        {
            var facts = permits[draws.Below(permits.Count)];
            var asked = draws.Sample(facts, 2);
            yield return new()
            {
                ["prompt"] = SuiteSource.Fill(source.Words.Structured, source.Telling(facts[0], draws),
                    Schema(source, asked, _ => new() { ["type"] = "string" }).ToJsonString()),
                ["schema"] = Schema(source, asked, fact => new() { ["const"] = source.Say(fact).Answer })
                    .ToJsonString(),
            };
        }
    }

    private static JsonObject Schema(SuiteSource source, IReadOnlyList<Fact> facts, Func<Fact, JsonObject> value)
    {
        var properties = new JsonObject { ["permit"] = new JsonObject { ["const"] = source.Say(facts[0]).Subject } };
        foreach (var fact in facts) properties[fact.Relation.ToString().ToLowerInvariant()] = value(fact);
        return ToolCalls.Closed(properties);
    }
}
