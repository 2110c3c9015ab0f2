using System.Globalization;
using System.Text.Json.Nodes;
using Jaram.Assay.Behaviour;
using Jaram.Cli.History;
using Spectre.Console;

namespace Jaram.Cli.Assaying;

/// <summary>What answers say of a candidate.</summary>
internal sealed class BehaviourPage(Desk desk, string candidate, IReadOnlyList<Likeness> report)
{
    /// <summary>Writes it.</summary>
    public void Write(bool isJson)
    {
        if (isJson) desk.Out.WriteLine(Json().ToJsonString(JsonText.Readable));
        else foreach (var one in report) WriteOne(one);
    }

    private void WriteOne(Likeness one)
    {
        var (name, other, says) = (Tame.Line(candidate), Tame.Line(one.Other), Says(one.Says));
        desk.Out.WriteLine(desk.Say($"{name} and {other}: {says}", $"{name}, {other}: {says}"));
        var table = PlainTable.Make(desk, words: 1, [desk.Say("model", "모델"), desk.Say("same word %", "같은 말 %"),
            desk.Say("corrected p", "보정한 p")]);
        table.AddRow(Markup.Escape(other), Units.Percent((double)one.Same / one.Asked), "–");
        foreach (var control in one.Controls)
            table.AddRow(Markup.Escape(Tame.Line(control.Name)), Units.Percent((double)control.Same / one.Asked),
                ScanWords.Small(control.Chance));
        PlainTable.Write(desk, table);
        desk.Out.WriteLine(desk.Say($"{one.Asked} beginnings; answers are no proof of where weights come from",
            $"첫머리 {one.Asked}개. 답이 같다고 가중치의 출처가 증명되지는 않습니다"));
    }

    private string Says(BehaviourSays says) => says switch
    {
        BehaviourSays.Alike => desk.Say("BEHAVES LIKE IT, more than like any control", "어느 대조보다 더 닮게 답함"),
        BehaviourSays.NotShown => desk.Say("not shown: a control is as near", "드러나지 않음: 그만큼 가까운 대조가 있음"),
        _ => desk.Say($"cannot tell: fewer than {Likeness.FewestControls} controls",
            $"알 수 없음: 대조가 {Likeness.FewestControls}개 미만"),
    };

    private JsonObject Json() => new()
    {
        ["candidate"] = candidate,
        ["references"] = new JsonArray([.. report.Select(one => new JsonObject
        {
            ["name"] = one.Other, ["asked"] = one.Asked, ["same"] = one.Same,
            ["says"] = one.Says.ToString().ToLower(CultureInfo.InvariantCulture),
            ["controls"] = new JsonArray([.. one.Controls.Select(control => new JsonObject
            {
                ["name"] = control.Name, ["same"] = control.Same, ["chance"] = control.Chance,
            })]),
        })]),
    };
}
