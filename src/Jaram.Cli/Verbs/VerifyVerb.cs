using System.CommandLine;
using Jaram.Cli.Verifying;

namespace Jaram.Cli.Verbs;

/// <summary>jaram verify MODEL</summary>
internal static class VerifyVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The model's folder", "모델 폴더") };
        var weights = new Option<string?>("--weights")
        {
            Description = desk.Say("Also say which version of the ledger a safetensors file is",
                "이 safetensors 파일이 원장의 어느 버전인지도 알아냅니다"),
            HelpName = desk.Say("FILE", "파일"),
        };
        var verb = new Verb("verify", desk.Say(
                "Checks a model's whole recorded life and says how far it is proved that it was raised from zero.",
                "모델의 기록된 일생을 모두 검사하고, 처음부터 길러졌음이 어디까지 증명되는지 말합니다."),
            "jaram verify models/sprout", "jaram verify models/sprout --policy ministry.policy",
            "jaram verify models/sprout --kept checkpoint-from-may --json",
            "jaram verify models/tall --parent models/sprout") { model, weights };
        var flags = new TrustFlags(desk, verb);
        verb.SetAction(given =>
        {
            var folder = new ModelFolder(given.GetRequiredValue(model));
            var report = new Inspection(desk, folder).Make(flags.Of(given, desk, folder), replay: null,
                flags.Line(given, desk));
            var code = new ReportPage(desk, report, given.GetRequiredValue(model), SameCommand.Of(given))
                .Write(given.GetValue<bool>("--json"));
            return given.GetValue(weights) is not { } file ? code
                : Math.Max(code, new WeightsFile(desk, folder).Tell(file, given.GetValue<bool>("--json")));
        });
        return verb;
    }
}
