using System.Text.Json.Nodes;
using Jaram.Cli.History;
using Portion = Jaram.Ledger.Growth.Portion;

namespace Jaram.Cli.Comparing;

/// <summary>What changed between two versions, for programs.</summary>
internal static class DiffLine
{
    /// <summary>One object.</summary>
    public static JsonObject Of(Difference difference) => new()
    {
        ["before"] = difference.Before.Version.Version.ToString(),
        ["after"] = difference.After.Version.Version.ToString(),
        ["common"] = difference.Common.Version.Version.ToString(),
        ["tensors"] = new JsonArray([.. difference.Tensors.Select(t => new JsonObject
        {
            ["name"] = t.Name, ["relative"] = LogLines.Finite(t.Relative),
            ["effectiveRank"] = LogLines.Finite(t.EffectiveRank), ["same"] = LogLines.Finite(t.Same),
        })]),
        ["routers"] = new JsonArray([.. difference.Routers.Select(router => new JsonObject
        {
            ["layer"] = router.Layer, ["moved"] = LogLines.Finite(router.Moved),
            ["experts"] = new JsonArray([.. router.Experts.Select(e => new JsonObject
            {
                ["expert"] = e.Expert, ["row"] = LogLines.Finite(e.Row), ["bias"] = LogLines.Finite(e.Bias),
                ["loadBefore"] = LogLines.Finite(e.LoadBefore), ["loadAfter"] = LogLines.Finite(e.LoadAfter),
            })]),
        })]),
        ["probes"] = Of(difference.Probes),
        ["ways"] = new JsonArray([.. difference.Ways.Select(Of)]),
    };

    private static JsonObject Of(ProbeShift probes) => new()
    {
        ["kept"] = probes.Kept, ["gained"] = probes.Gained, ["lost"] = probes.Lost, ["asked"] = probes.Asked,
        ["rows"] = new JsonArray([.. probes.Rows.Select(row => new JsonObject
        {
            ["before"] = LogLines.Finite(row.Before), ["after"] = LogLines.Finite(row.After),
        })]),
        ["examples"] = new JsonArray([.. probes.Examples.Select(flip => new JsonObject
        {
            ["gained"] = flip.IsGained, ["row"] = flip.Row, ["context"] = flip.Context, ["token"] = flip.Token,
        })]),
    };

    private static JsonObject Of(Way way)
    {
        var line = new JsonObject
        {
            ["end"] = way.End.Version.Version.ToString(), ["steps"] = way.Steps, ["tokens"] = way.Tokens,
        };
        if (way.Text is not { } text) return line;
        line["documents"] = text.Documents.Count;
        (line["sources"], line["languages"], line["licences"]) =
            (Of(text.Sources), Of(text.Languages), Of(text.Licences));
        return line;
    }

    private static JsonObject Of(IEnumerable<Portion> portions) =>
        new(portions.Select(portion => KeyValuePair.Create(portion.Name, (JsonNode?)portion.Documents)));
}
