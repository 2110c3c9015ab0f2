using System.CommandLine;
using System.Text;
using Jaram.Cli.Paying;
using Jaram.Payoff.Planning;
using static TorchSharp.torch;

namespace Jaram.Cli.Verbs;

/// <summary>jaram compare PARENT CANDIDATE…</summary>
internal static class CompareVerb
{
    private const string Page = "report.html", Numbers = "report.json";

    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var designs = new Argument<string[]>("DESIGN")
        {
            Description = desk.Say(
                "The parent, then one candidate or more: JSON files or presets; with --twin one alone",
                "부모, 그다음 후보 하나 이상: JSON 파일이나 준비된 이름. --twin이면 하나만"),
            Arity = ArgumentArity.OneOrMore,
        };
        var verb = new Verb("compare", desk.Say(
                "Says whether a new architecture pays: registers a plan, raises all designs on the same text and seeds "
                    + "at equal cost, and judges. Ctrl-C saves; the same command goes on.",
                "새 구조가 이득인지 말합니다: 계획을 등록하고, 같은 글과 시드로 같은 비용만큼 키우고, 판정합니다. "
                    + "Ctrl-C를 누르면 저장하고, 같은 명령으로 이어집니다."),
            "jaram compare sprout-gqa sprout-mla",
            "jaram compare sprout-gqa sprout-mla sprout-moe --text village --text reviews.txt --minutes 50",
            "jaram compare mine.json --twin", "jaram compare mine.json --twin llama-2-7b --minutes 20",
            "jaram compare a.json a.json --first-weights own --steps 64 --matchings flops --skill-steps 0 --json")
            { designs };
        var flags = new CompareFlags(desk, verb);
        verb.SetAction(given =>
        {
            var wish = flags.Read(given, desk, given.GetRequiredValue(designs));
            return Run(desk, wish, flags.Texts(given), flags.Budget(given), flags.Folder(given, wish),
                flags.Device(given, desk), SameCommand.Of(given), given.GetValue<bool>("--json"));
        });
        return verb;
    }

    private static int Run(Desk desk, ComparisonWish wish, IReadOnlyList<string> texts, LadderBudget budget,
        string folder, Device device, string again, bool isJson)
    {
        var (report, log) = new ComparisonFolder(desk, folder, device).CarryOut(wish, texts, budget);
        if (report is null)
        {
            desk.Note($"stopped after {log.Runs.Count} runs, saved; the same command goes on",
                $"실행 {log.Runs.Count}회 뒤에 멈추고 저장했습니다. 같은 명령으로 이어집니다");
            return ExitCode.Done;
        }
        var json = CompareJson.Of(report, log, again);
        Write(Path.Combine(folder, Numbers), json.ToJsonString(JsonText.Readable) + "\n");
        Write(Path.Combine(folder, Page), new CompareSheet(desk, report, log, again).ToHtml());
        if (isJson) desk.Out.WriteLine(json.ToJsonString(JsonText.Readable));
        else new ComparePage(desk, report, log, again).Write();
        var page = Path.Combine(folder, Page);
        desk.Note($"wrote {page} and {Numbers}", $"{page}와 {Numbers}를 썼습니다");
        return ExitCode.Done;
    }

    private static void Write(string path, string text) => File.WriteAllText(path, text, new UTF8Encoding(false));
}
