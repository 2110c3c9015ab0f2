using System.CommandLine;
using System.Globalization;
using Jaram.Cli.Raising;

namespace Jaram.Cli.Verbs;

/// <summary>jaram raise MODEL</summary>
internal static class RaiseVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The model's folder", "모델 폴더") };
        var commit = new Option<bool>("--commit")
        {
            Description = desk.Say("Only write into the ledger what will be raised, so that others can cosign it first",
                "무엇을 키울지 원장에 적기만 합니다. 남들이 먼저 함께 서명할 수 있습니다"),
        };
        var nonce = new Option<string?>("--nonce")
        {
            Description = desk.Say("Draws first weights: a public lottery's numbers from after the commitment",
                "첫 가중치를 정할 수: 약속한 뒤에 나온 공개 추첨 번호 같은 것"),
            HelpName = "NONCE",
        };
        var verb = new Verb("raise", desk.Say(
                "Raises a model from zero, or goes on where it stopped. Ctrl-C saves and stops.",
                "모델을 처음부터 키우거나, 멈춘 곳에서 이어 키웁니다. Ctrl-C를 누르면 저장하고 멈춥니다."),
            "jaram raise models/sprout --minutes 10", "jaram raise models/sprout",
            "jaram raise models/sprout --tokens 5000000 --json > events.jsonl", "jaram raise models/sprout --commit",
            "jaram raise models/sprout --minutes 10 --nonce 3,11,24,28,33,41") { model, commit, nonce };
        var flags = new RaisingFlags(desk, verb);
        verb.SetAction(given =>
        {
            var path = given.GetRequiredValue(model);
            var run = new RaisingRun(desk, new(path), flags.Device(given, desk), given.GetValue<bool>("--json"),
                given.GetValue(nonce));
            return given.GetValue(commit) ? Commit(desk, path, run)
                : Run(desk, path, run, flags.Budget(given), given.GetValue<bool>("--json"));
        });
        return verb;
    }

    private static int Commit(Desk desk, string path, RaisingRun run)
    {
        var entries = run.Commit();
        desk.Out.WriteLine(desk.Say($"committed; the ledger has {entries} entry", $"약속을 적었습니다. 원장의 항목: {entries}"));
        desk.Note($"next: have it cosigned (jaram witness), keep {path}/ledger/checkpoint elsewhere, then draw: "
            + $"jaram raise {path} --minutes 10 --nonce NONCE",
            $"다음: 증인의 서명을 받고(jaram witness), {path}/ledger/checkpoint를 다른 곳에 간직한 뒤, 추첨한 수로: "
            + $"jaram raise {path} --minutes 10 --nonce NONCE");
        return ExitCode.Done;
    }

    private static int Run(Desk desk, string path, RaisingRun run, Budget budget, bool isJson)
    {
        desk.Note($"opening {path}", $"{path} 여는 중");
        var pace = run.Go(budget);
        if (pace is null)
            desk.Note($"all planned steps are made; to raise it further: jaram raise {path} --minutes 10",
                $"계획한 스텝을 모두 마쳤습니다. 더 키우려면: jaram raise {path} --minutes 10");
        else Report(desk, path, pace, isJson);
        return ExitCode.Done;
    }

    /// <summary>How the run ended, and what to do next.</summary>
    internal static void Report(Desk desk, string path, Pace pace, bool isJson)
    {
        var heldOut = double.IsNaN(pace.HeldOut) ? "" : desk.Say($", held-out text {F(pace.HeldOut)} bits/byte",
            $", 남겨 둔 글 {F(pace.HeldOut)} 비트/바이트");
        if (!isJson)
            desk.Out.WriteLine(desk.Say($"step {pace.Step}{heldOut}, version {pace.Digest}",
                $"{pace.Step} 스텝{heldOut}, 버전 {pace.Digest}"));
        if (pace.Step < pace.Began!.Steps)
            desk.Note($"stopped at step {pace.Step} of {pace.Began.Steps}, saved; go on with: jaram raise {path}",
                $"{pace.Began.Steps} 중 {pace.Step} 스텝에서 멈추고 저장했습니다. 이어 키우려면: jaram raise {path}");
        else desk.Note($"next: jaram chat {path}", $"다음: jaram chat {path}");
    }

    private static string F(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
