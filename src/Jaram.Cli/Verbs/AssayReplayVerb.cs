using System.CommandLine;
using System.Text.Json.Nodes;
using Jaram.Cli.Assaying;
using Jaram.Cli.History;
using Jaram.Cli.Judging;
using Jaram.Cli.Verifying;

namespace Jaram.Cli.Verbs;

/// <summary>jaram assay replay CARD</summary>
internal static class AssayReplayVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var card = new Argument<string>("CARD")
        {
            Description = desk.Say("A scorecard.json, or the folder that it lies in", "scorecard.json 또는 그것이 든 폴더"),
        };
        var verb = new Verb("replay", desk.Say(
                "Checks a scorecard again: signature, files, every point made anew, the weights that it speaks of, and "
                    + "what is cheap to measure once more. Each wrong or missing thing is a line; exit code 1 if there "
                    + "is one.",
                "감정서를 다시 검사합니다: 서명, 파일, 다시 계산한 모든 점수, 대상 가중치, 그리고 쉽게 다시 잴 수 있는 것. 틀리거나 없는 것마다 "
                    + "한 줄이며, 하나라도 있으면 종료 코드 1."),
            "jaram assay replay scorecard/", "jaram assay replay scorecard/scorecard.json --policy ministry.policy")
            { card };
        var trust = new TrustFlags(desk, verb);
        verb.SetAction(given =>
        {
            var path = Find(desk, given.GetRequiredValue(card));
            var wish = new CardWish
            {
                Candidates = [], Rubric = "", Entries = "", Against = [], Controls = [], Evidence = [],
                Extent = CardExtent.Nothing, Text = "", Folder = "",
                Thresholds = Rubrics.Read(Rubrics.Provenance, desk), ScanWords = "", TrustWords = trust.Words(given),
                Trust = folder => trust.Of(given, desk, folder), Line = trust.Line(given, desk), Again = "",
            };
            var lines = new CardReplay(desk, path, trust.Keys(given, desk, CardFolder.Signer), wish).Make();
            Write(desk, lines, given.GetValue<bool>("--json"));
            return lines.Any(line => line.Outcome == ReplayOutcome.Failed) ? ExitCode.No : ExitCode.Done;
        });
        return verb;
    }

    private static string Find(Desk desk, string word)
    {
        var path = Directory.Exists(word) ? Path.Combine(word, CardFolder.CardFile) : word;
        return File.Exists(path) ? path : throw new MisuseException(desk.Say(
            $"{path}: is no file; give a scorecard.json or its folder",
            $"{path}: 그런 파일이 없습니다. scorecard.json이나 그 폴더를 주세요"));
    }

    private static void Write(Desk desk, IReadOnlyList<ReplayLine> lines, bool isJson)
    {
        if (isJson)
        {
            desk.Out.WriteLine(new JsonObject
            {
                ["event"] = "cardReplay", ["holds"] = lines.All(line => line.Outcome != ReplayOutcome.Failed),
                ["checks"] = new JsonArray([.. lines.Select(line => new JsonObject
                {
                    ["what"] = line.What, ["outcome"] = line.Outcome.ToString(), ["says"] = line.Says,
                })]),
            }.ToJsonString(JsonText.Readable));
            return;
        }
        var ink = Ink.Of(desk);
        foreach (var line in lines)
            desk.Out.WriteLine($"{Mark(ink, line.Outcome)} {Tame.Line(line.What)}: {Tame.Line(line.Says)}");
    }

    private static string Mark(Ink ink, ReplayOutcome outcome) => outcome switch
    {
        ReplayOutcome.Held => ink.Good("✓"),
        ReplayOutcome.Failed => ink.Bad("✗"),
        _ => ink.Dim("–"),
    };
}
