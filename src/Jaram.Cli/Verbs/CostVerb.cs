using System.CommandLine;
using Jaram.Cli.Costing;

namespace Jaram.Cli.Verbs;

/// <summary>jaram cost MODEL|DESIGN</summary>
internal static class CostVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL")
        {
            Description = desk.Say("A model's folder, or a design: a JSON file or a preset",
                "모델 폴더, 또는 구조: JSON 파일이나 준비된 이름"),
        };
        var verb = new Verb("cost", desk.Say(
                "Says what a model costs to run: measured here, modelled on other hardware, in tokens, joules and won.",
                "모델을 돌리는 데 드는 비용을 말합니다: 여기서는 재고, 다른 장비에서는 어림해서, 토큰·줄·원으로."),
            "jaram cost models/sprout", "jaram cost models/sprout --quick --hardware h100 --json",
            "jaram cost designs/field-mla.json --modelled --set utilisation=0.3 --set tariffKrwPerKwh=150")
            { model };
        var flags = new CostFlags(desk, verb);
        verb.SetAction(given => Run(desk, given.GetRequiredValue(model), flags.Read(given, desk),
            SameCommand.Of(given), given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, string word, CostWish wish, string again, bool isJson)
    {
        var report = CostReport.Make(desk, CostSubject.Open(word, desk), wish);
        if (isJson) desk.Out.WriteLine(CostJson.Of(report, again).ToJsonString(JsonText.Readable));
        else new CostPage(desk, report).Write();
        return wish.IsNamed && report.Elsewhere.All(estimate => estimate.IsTooBig) ? ExitCode.No : ExitCode.Done;
    }
}
