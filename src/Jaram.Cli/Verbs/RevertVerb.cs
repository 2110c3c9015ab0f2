using System.CommandLine;
using System.Text.Json.Nodes;
using Jaram.Checkpoints;
using Jaram.Cli.History;
using Jaram.Cli.Recording;
using Jaram.Ledger.Growth;
using Jaram.Training.Recording;
using TorchSharp;

namespace Jaram.Cli.Verbs;

/// <summary>jaram revert MODEL VERSION</summary>
internal static class RevertVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The model's folder", "모델 폴더") };
        var version = new Argument<string>("VERSION")
        {
            Description = desk.Say("The version to go back to: start of its name, @step, newest~2",
                "돌아갈 버전: 이름의 앞부분, @스텝, newest~2"),
        };
        var verb = new Verb("revert", desk.Say(
                "Makes an earlier version the newest again, as a new version: nothing is taken back, nothing is lost.",
                "이전 버전을 새 버전으로 다시 맨 앞에 둡니다. 역사는 그대로이고 아무것도 잃지 않습니다."),
            "jaram revert models/sprout newest~1", "jaram revert models/sprout @120") { model, version };
        verb.SetAction(given => Run(desk, given.GetRequiredValue(model), given.GetRequiredValue(version),
            given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, string path, string version, bool isJson)
    {
        var folder = new ModelFolder(path);
        new VersionRef(desk, Life.Read(desk, folder)).Find(version);    // a wrong word is told first
        using var held = FolderLock.Take(folder.Path, "reverted", desk.Time);
        var log = folder.OpenLedger(Keyring.Open(desk), desk.Time);
        var (history, left) = (log.History, log.History.Versions[^1]);
        var target = new VersionRef(desk, history).Find(version);
        if (target.Version.Version == left.Version.Version && !IsPaused(folder, left))
        {
            desk.Note($"version {VersionRef.Short(target.Version.Version)} is the newest already",
                $"버전 {VersionRef.Short(target.Version.Version)}은(는) 이미 맨 앞입니다");
            return ExitCode.Done;
        }
        desk.Note($"going back to step {target.Version.Step}", $"{target.Version.Step} 스텝으로 되돌리는 중");
        var made = new Reversion(folder, log).To(target, (recipe, versions) =>
        {
            desk.Note("the optimizer of this version was not kept: making it again from an earlier one",
                "이 버전의 최적화기는 남아 있지 않아, 앞선 버전에서 다시 만드는 중");
            return new(folder.ReadDesign(), recipe, folder.OpenCorpus(), versions, torch.CPU);
        });
        Report(desk, path, made, left, isJson);
        return ExitCode.Done;
    }

    /// <summary>Whether a stop left steps beyond the newest version.</summary>
    private static bool IsPaused(ModelFolder folder, GrowthEntry.Made newest) =>
        folder.Versions().Paused.Steps().Any(step => step > newest.Version.Step);

    private static void Report(Desk desk, string path, GrowthEntry.Made made, GrowthEntry.Made left, bool isJson)
    {
        var (now, old) = (made.Version, left.Version);
        if (isJson)
            desk.Out.WriteLine(new JsonObject
            {
                ["event"] = "reverted", ["version"] = now.Version.ToString(), ["step"] = now.Step,
                ["tokens"] = now.Tokens, ["left"] = old.Version.ToString(), ["leftStep"] = old.Step,
                ["entry"] = made.Index,
            }.ToJsonString(JsonText.Readable));
        else
            desk.Out.WriteLine(desk.Say(
                $"the newest version is {VersionRef.Short(now.Version)} of step {now.Step} again; "
                + $"{VersionRef.Short(old.Version)} of step {old.Step} stays in ledger and store",
                $"맨 앞 버전은 다시 {now.Step} 스텝의 {VersionRef.Short(now.Version)}. "
                + $"{old.Step} 스텝의 {VersionRef.Short(old.Version)}은(는) 원장과 저장소에 그대로 있습니다"));
        desk.Note($"next: jaram raise {path} --steps 100", $"다음: jaram raise {path} --steps 100");
    }
}
