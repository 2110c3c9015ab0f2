using System.Text.Json.Nodes;
using Jaram.Architecture.Originality;

namespace Jaram.Cli.Designing;

/// <summary>A verdict on originality for machines.</summary>
internal static class OriginalityLine
{
    /// <summary>All of it.</summary>
    public static JsonObject Of(Verdict verdict, IReadOnlyList<Field> fields, string again) => new()
    {
        ["event"] = "originality", ["again"] = again,
        ["name"] = verdict.Name, ["released"] = verdict.Released?.ToString(),
        ["tier"] = (int)verdict.Tier, ["atlas"] = verdict.Works, ["nameBits"] = Round(verdict.NameBits),
        ["bits"] = new JsonObject
        {
            ["forward"] = Round(verdict.BitsOf(Aspect.Forward)), ["state"] = Round(verdict.BitsOf(Aspect.State)),
            ["making"] = Round(verdict.BitsOf(Aspect.Making)),
        },
        ["predecessors"] = List(verdict.Predecessors, Named), ["mostAlike"] = Named(verdict.MostAlike),
        ["steps"] = List(verdict.Steps, step => new JsonObject
        {
            ["graph"] = Word(step.Aspect), ["kind"] = Word(step.Kind), ["word"] = step.Word, ["instead"] = step.Instead,
            ["place"] = step.Place, ["bits"] = Round(step.Bits), ["known"] = step.Known,
        }),
        ["reduction"] = new JsonObject
        {
            ["drawn"] = verdict.Reduction.Drawn, ["said"] = verdict.Reduction.Said,
            ["folds"] = new JsonObject(verdict.Reduction.Folds.Select(fold =>
                KeyValuePair.Create(Word(fold.Key), (JsonNode?)fold.Value))),
            ["idleLayers"] = List(verdict.Reduction.Idle, layer => layer),
            ["own"] = List(verdict.Reduction.Own, own => own), ["error"] = verdict.Reduction.Error,
        },
        ["equal"] = List(fields.Where(field => field.IsEqual), field => field.Path),
        ["differing"] = List(fields.Where(field => !field.IsEqual), field => new JsonObject
            { ["path"] = field.Path, ["own"] = field.A, ["predecessor"] = field.B }),
    };

    private static JsonObject Named(Predecessor one) => new()
    {
        ["name"] = one.Name, ["released"] = one.Released?.ToString(), ["bits"] = Round(one.Bits),
        ["likeness"] = Round(one.Likeness),
    };

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode> make) => [.. items.Select(make)];

    private static double Round(double number) => Math.Round(number, 3);

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
