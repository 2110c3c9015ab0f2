using System.CommandLine;
using Jaram.Checkpoints;
using Jaram.Cli.History;
using Jaram.Cli.Recording;
using Jaram.Ledger;
using Jaram.Ledger.Growth;

namespace Jaram.Cli.Verbs;

/// <summary>jaram log MODEL</summary>
internal static class LogVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The model's folder", "모델 폴더") };
        var last = NumberOption.MakeOpen<int>(desk, "--last",
            desk.Say("Only so many of the newest versions", "가장 새로운 버전 이만큼만"), 1);
        var keys = new Option<bool>("--keys")
        {
            Description = desk.Say("Print your public keys of this ledger, as a policy for witnesses and verifiers",
                "이 원장의 공개 열쇠를 증인과 검증자에게 줄 정책 파일로 출력합니다"),
        };
        var verb = new Verb("log", desk.Say(
                "Shows a model's versions, newest first: age in tokens, loss, what happened in between.",
                "모델의 버전을 새것부터 보입니다: 읽은 토큰, 손실, 그 사이에 있었던 일."),
            "jaram log models/sprout", "jaram log models/sprout --last 10",
            "jaram log models/sprout --json > history.jsonl",
            "jaram log models/sprout --keys > maker.policy") { model, last, keys };
        verb.SetAction(given => given.GetValue(keys)
            ? WriteKeys(desk, new(given.GetRequiredValue(model)))
            : Run(desk, new(given.GetRequiredValue(model)), given.GetValue(last) ?? int.MaxValue,
                given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, ModelFolder folder, int last, bool isJson)
    {
        var history = Life.Read(desk, folder);
        if (isJson) WriteJson(desk, history, last);
        else if (history.Versions.Count > 0) new LogPage(desk, history, last).Write();
        else
            desk.Note($"{folder.Path}: nothing was raised yet, the ledger has {history.Entries.Count} entries",
                $"{folder.Path}: 아직 버전이 없습니다. 원장에는 항목이 {history.Entries.Count}개 있습니다");
        return ExitCode.Done;
    }

    /// <summary>A whole policy: these keys, and no witness asked for.</summary>
    private static int WriteKeys(Desk desk, ModelFolder folder)
    {
        Life.Read(desk, folder);
        var origin = TileLog.Open(folder.Ledger, new Disk(), []).Origin;
        VerifierKey[] keys = [.. Keyring.Find().Select(key => key.ForLog(origin).Verifier)];
        TileLog.Open(folder.Ledger, new Disk(), keys);                  // or they are others' to give
        foreach (var key in keys) desk.Out.WriteLine($"log {key}");
        desk.Out.WriteLine("quorum none");
        return ExitCode.Done;
    }

    private static void WriteJson(Desk desk, GrowthHistory history, int last)
    {
        var lines = new LogLines(history);
        var oldest = history.Versions.Count > last ? history.Versions[^last].Index : 0;
        foreach (var entry in history.Entries.Reverse().TakeWhile(entry => entry.Index >= oldest))
            desk.Out.WriteLine(lines.Of(entry).ToJsonString(JsonText.Readable));
    }
}
