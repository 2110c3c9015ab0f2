using System.CommandLine;
using System.Text.Json.Nodes;
using Jaram.Cli.Designing;
using Jaram.Cli.History;

namespace Jaram.Cli.Verbs;

/// <summary>jaram design diff A B</summary>
internal static class DesignDiffVerb
{
    private const int Gap = 2, Widest = 80, MostPath = 36;

    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var one = new Argument<string>("A") { Description = DesignShowVerb.Words(desk) };
        var other = new Argument<string>("B") { Description = desk.Say("The one to compare with", "견줄 것") };
        var verb = new Verb("diff", desk.Say(
                "Compares two architectures field by field: what differs, and what is equal.",
                "두 구조를 값마다 견줍니다: 다른 것과 같은 것."),
            "jaram design diff a.x-k1 deepseek-v3", "jaram design diff models/sprout sprout-mla --json")
            { one, other };
        verb.SetAction(given => Run(desk, given.GetRequiredValue(one), given.GetRequiredValue(other),
            given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, string one, string other, bool isJson)
    {
        var (a, b) = (Architectures.Read(one, desk), Architectures.Read(other, desk));
        var fields = Fields.Of(a, b);
        var (differing, equal) = (fields.Where(f => !f.IsEqual).ToList(), fields.Where(f => f.IsEqual).ToList());
        if (isJson)
        {
            desk.Out.WriteLine(new JsonObject
            {
                ["event"] = "designDiff", ["a"] = a.Name, ["b"] = b.Name, ["equal"] = List(equal),
                ["differing"] = List(differing),
            }.ToJsonString(JsonText.Readable));
            return ExitCode.Done;
        }
        var path = Math.Min(MostPath, fields.Select(f => Tame.Line(f.Path).Length).DefaultIfEmpty(0).Max()) + Gap;
        var value = (Widest - path) / 2;
        desk.Out.WriteLine(desk.Say($"{differing.Count} fields differ, {equal.Count} are equal",
            $"다른 값 {differing.Count}개, 같은 값 {equal.Count}개"));
        Row(desk, path, value, "", Tame.Line(a.Name), Tame.Line(b.Name));
        foreach (var field in differing)
            Row(desk, path, value, Tame.Line(field.Path), Shown(field.A), Shown(field.B));
        desk.Out.WriteLine();
        desk.Out.WriteLine(desk.Say("equal", "같음"));
        foreach (var field in equal) Row(desk, path, value, Tame.Line(field.Path), Shown(field.A), "");
        return ExitCode.Done;
    }

    private static JsonArray List(IEnumerable<Field> fields) => [.. fields.Select(field => new JsonObject
        { ["path"] = field.Path, ["a"] = field.A, ["b"] = field.B })];

    private static string Shown(string value) => value == "" ? "–" : Tame.Line(value);

    /// <summary>A path and two values, each on as many lines as it needs.</summary>
    private static void Row(Desk desk, int path, int value, string name, string a, string b)
    {
        var (left, right) = (HelpPage.Wrap(a, value - Gap).ToList(), HelpPage.Wrap(b, value).ToList());
        for (var at = 0; at < Math.Max(left.Count, right.Count); at++)
            desk.Out.WriteLine((Padded(at == 0 ? name : "", path) + Padded(left.ElementAtOrDefault(at) ?? "", value)
                + right.ElementAtOrDefault(at)).TrimEnd());
    }

    private static string Padded(string text, int columns) =>
        text + new string(' ', Math.Max(1, columns - CellWidth.Of(text)));
}
