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
        var verb = new Verb("raise", desk.Say(
                "Raises a model from zero, or goes on where it stopped. Ctrl-C saves and stops.",
                "모델을 처음부터 키우거나, 멈춘 곳에서 이어 키웁니다. Ctrl-C를 누르면 저장하고 멈춥니다."),
            "jaram raise models/sprout --minutes 10", "jaram raise models/sprout",
            "jaram raise models/sprout --tokens 5000000 --json > events.jsonl") { model };
        var flags = new RaisingFlags(desk, verb);
        verb.SetAction(given => Run(desk, given.GetRequiredValue(model), flags.Budget(given), flags.Device(given, desk),
            given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, string path, Budget budget, TorchSharp.torch.Device device, bool isJson)
    {
        desk.Note($"opening {path}", $"{path} 여는 중");
        var folder = new ModelFolder(path);
        var pace = new RaisingRun(desk, folder, device, isJson).Go(budget);
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
