using System.CommandLine;
using Jaram.Assay.Provenance.Judging;
using Jaram.Cli.Assaying;
using Jaram.Cli.Verifying;

namespace Jaram.Cli.Verbs;

/// <summary>jaram assay scan CANDIDATE --against REFERENCE…</summary>
internal static class AssayScanVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = desk.Say("MODEL…", "모델…");
        var candidate = new Argument<string>("CANDIDATE")
        {
            Description = desk.Say("A model raised here (sprout, sprout@120), a folder with safetensors, a "
                + ".safetensors or a .gguf file",
                "여기서 키운 모델(sprout, sprout@120), safetensors 폴더, .safetensors나 .gguf 파일"),
        };
        var against = Models("--against", model, desk.Say("Models that it may have been made from",
            "바탕이 되었을지도 모르는 모델"), ArgumentArity.OneOrMore);
        against.Required = true;
        var controls = Models("--control", model, desk.Say(
            "Models known to be strangers, as large and as old if possible: they show how alike strangers are; "
                + "without any, disguised copies are not found",
            "남남임이 알려진 모델. 크기와 시기가 비슷할수록 좋습니다. 남남이 얼마나 닮는지 보여 주며, "
                + "하나도 없으면 변장한 복제를 찾지 못합니다"));
        var starts = Models("--start", model, desk.Say(
            "First weights that both may have begun from: tells a shared seed from a copy",
            "둘이 함께 출발했을지 모르는 첫 가중치. 같은 시드와 복제를 가려냅니다"));
        var thresholds = Rubrics.Option(desk);
        var verb = new Verb("scan", desk.Say(
                "Says whether a model's weights were made from others', part by part: dependent, independent down to a "
                    + "stated correlation, or cannot tell. Exit code 1 if any part is dependent.",
                "가중치가 다른 모델에서 나왔는지 부분별로 말합니다: 종속, 밝힌 상관까지는 독립, 또는 알 수 없음. 한 부분이라도 종속이면 "
                    + "종료 코드 1."),
            "jaram assay scan candidate/ --against known-model/ --control stranger/",
            "jaram assay scan models/tall --against models/sprout model.gguf --control models/other --json",
            "jaram assay scan a.safetensors --against b.safetensors --start init.safetensors")
            { candidate, against, controls, starts, thresholds };
        var trust = new TrustFlags(desk, verb);
        verb.SetAction(given =>
        {
            var rules = Rubrics.Read(given.GetValue(thresholds)!, desk);
            var word = given.GetRequiredValue(candidate);
            var report = Run(desk, rules, word, given.GetRequiredValue(against),
                given.GetValue(controls) ?? [], given.GetValue(starts) ?? []);
            var ledger = LedgerLevel.Of(desk, word, given, trust);
            if (given.GetValue<bool>("--json"))
                desk.Out.WriteLine(ScanJson.Of(report, ledger, SameCommand.Of(given)).ToJsonString(JsonText.Readable));
            else new ScanPage(desk, report, ledger).Write();
            return report.References.Any(reference => reference.IsDependent) ? ExitCode.No : ExitCode.Done;
        });
        return verb;
    }

    private static ScanReport Run(
        Desk desk, Thresholds rules, string candidate, string[] against, string[] controls, string[] starts)
    {
        using var open = new OpenSubjects(desk);
        var scan = new Scan(rules) { Began = name => desk.Note($"looking at {name}", $"{name} 살펴보는 중") };
        return scan.Run(open.Open(candidate), [.. against.Select(open.Open)], [.. controls.Select(open.Open)],
            [.. starts.Select(open.Open)]);
    }

    private static Option<string[]> Models(string name, string helpName, string does, ArgumentArity? arity = null) =>
        new(name)
        {
            Description = does, HelpName = helpName, AllowMultipleArgumentsPerToken = true,
            Arity = arity ?? ArgumentArity.ZeroOrMore,
        };
}
