using System.CommandLine;
using System.Text.Json.Nodes;
using Jaram.Checkpoints;
using Jaram.Cli.Recording;
using Jaram.Ledger;

namespace Jaram.Cli.Verbs;

/// <summary>jaram witness MODEL</summary>
internal static class WitnessVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string?>("MODEL")
        {
            Description = desk.Say("The model's folder, or a copy of its ledger's", "모델 폴더나 그 원장 폴더의 사본"),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var policy = new Option<string?>("--policy")
        {
            Description = desk.Say("The makers' keys: what they print with jaram log MODEL --keys",
                "만든 이의 열쇠: jaram log MODEL --keys의 출력"),
            HelpName = desk.Say("FILE", "파일"),
        };
        var name = new Option<string?>("--name")
        {
            Description = desk.Say("This witness's name, for its first time", "이 증인의 이름. 처음 한 번만"),
            HelpName = desk.Say("NAME", "이름"),
        };
        var verb = new Verb("witness", desk.Say(
                "Cosigns a ledger that contains all that this witness saw of it before. Without a model: prints the "
                + "witness's line for a policy.",
                "이 증인이 전에 본 것을 모두 담고 있는 원장에 함께 서명합니다. 모델이 없으면 정책 파일에 넣을 증인의 줄을 출력합니다."),
            "jaram witness models/sprout --policy maker.policy", "jaram witness --name ministry.example >> all.policy",
            "jaram witness /media/stick/ledger --policy maker.policy") { model, policy, name };
        verb.SetAction(given => Run(desk, given.GetValue(model), given.GetValue(policy), given.GetValue(name),
            given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, string? model, string? policy, string? name, bool isJson)
    {
        if (model is not null && policy is null)
            throw new MisuseException(desk.Say(
                "a witness must know whose ledger it cosigns: give the makers' keys with --policy FILE; they print "
                + "them with: jaram log MODEL --keys",
                "증인은 누구의 원장에 서명하는지 알아야 합니다. 만든 이의 열쇠를 --policy 파일로 주세요. 만든 이는 "
                + "jaram log MODEL --keys로 출력합니다"));
        var signer = Keyring.OpenWitness(desk, name);
        if (model is null || policy is null)
        {
            desk.Out.WriteLine($"witness {signer.Verifier.Name} {signer.Verifier}");
            return ExitCode.Done;
        }
        var inside = new ModelFolder(model).Ledger;
        var ledger = Directory.Exists(inside) ? inside : Path.GetFullPath(model);
        var logs = Policy.Parse(File.ReadAllBytes(policy), policy).Logs;
        var witness = new Witness(Path.Combine(Keyring.Folder, "witness"), logs, [signer], new Disk(), desk.Time);
        var log = TileLog.Open(ledger, new Disk(), []);
        var before = witness.LastSeen(log.Origin).Size;
        switch (witness.Attend(ledger))
        {
            case WitnessAnswer.Refused refused when refused.Reason == WitnessRefusal.UnknownLog:
                throw new MisuseException(refused.Why);
            case WitnessAnswer.Refused refused:
                desk.Error.WriteLine($"jaram: {desk.Say("not cosigned", "서명하지 않음")}: {refused.Why}");
                return ExitCode.No;
        }
        if (isJson)
            desk.Out.WriteLine(new JsonObject
            {
                ["event"] = "cosigned", ["log"] = log.Origin, ["witness"] = signer.Verifier.Name,
                ["entries"] = log.Head.Size, ["before"] = before, ["root"] = log.Head.Root.ToString(),
            }.ToJsonString(JsonText.Readable));
        else
            desk.Out.WriteLine(desk.Say(
                $"{signer.Verifier.Name} cosigned {log.Head.Size} entries of {log.Origin}; it saw {before} before",
                $"{signer.Verifier.Name}이(가) {log.Origin}의 항목 {log.Head.Size}개에 함께 서명했습니다. 전에는 {before}개를 보았습니다"));
        return ExitCode.Done;
    }
}
