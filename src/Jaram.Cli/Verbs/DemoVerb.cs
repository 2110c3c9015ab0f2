using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Cli.Demo;
using Jaram.Cli.Making;
using Jaram.Cli.Raising;
using Jaram.Cli.Judging;
using Jaram.Inference.Generating;
using Jaram.Inference.Loading;
using Jaram.Village;
using TorchSharp;

namespace Jaram.Cli.Verbs;

/// <summary>jaram demo</summary>
internal static class DemoVerb
{
    private const long DefaultSteps = 700;
    private const string Preset = "sprout-mla";

    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var seed = NumberOption.Make(desk, "--seed",
            desk.Say("Decides village and weights", "마을과 가중치를 정합니다"), 1UL);
        var people = NumberOption.Make(desk, "--people",
            desk.Say("Villagers", "마을 사람 수"), new VillageDesign { Seed = 0 }.People);
        var languages = new Option<string>("--languages")
        {
            Description = desk.Say("Languages of the village, of ko,en,ar", "마을의 언어, ko,en,ar 중에서"),
            HelpName = desk.Say("LIST", "목록"),
            DefaultValueFactory = _ => "ko,en,ar",
        };
        languages.Validators.Add(given =>
        {
            var codes = Codes(given.GetValueOrDefault<string>()!);
            if (codes.Count == 0 || codes.Except(["ko", "en", "ar"]).Any())
                given.AddError(desk.Say("--languages: write some of ko,en,ar.", "--languages: ko,en,ar 중에서 적으세요."));
        });
        var folder = new Option<string>("--folder")
        {
            Description = desk.Say("Where the model is made; one that is there is raised on",
                "모델을 둘 곳. 이미 있으면 이어 키웁니다"),
            HelpName = desk.Say("FOLDER", "폴더"),
            DefaultValueFactory = _ => "models/demo-village",
        };
        var design = new Option<string>("--design")
        {
            Description = desk.Say("Architecture: a JSON file or a preset", "구조: JSON 파일 또는 준비된 이름"),
            HelpName = desk.Say("FILE|NAME", "파일|이름"), DefaultValueFactory = _ => Preset,
        };
        var all = new Option<bool>("--all")
        {
            Description = desk.Say("Ask every question, not a sample", "표본이 아니라 모든 질문을 합니다"),
        };
        var withoutCard = new Option<bool>("--without-card")
        {
            Description = desk.Say("Leave out the scorecard at the end", "마지막의 감정서를 만들지 않습니다"),
        };
        var verb = new Verb("demo", desk.Say(
                "Invents a village, raises a model on its documents, asks the model about it, and judges it beside a "
                    + "rival and a disguised copy.",
                "마을 하나를 지어내고, 그 문서로 모델을 키우고, 모델에게 마을을 묻고, 경쟁 모델과 변장한 복제 옆에서 감정합니다."),
            "jaram demo", "jaram demo --languages ko --people 6 --minutes 3", "jaram demo --json > demo.jsonl")
            { seed, people, languages, folder, design, all, withoutCard };
        var flags = new RaisingFlags(desk, verb);
        verb.SetAction(given => Run(desk, given.GetValue(folder)!,
            new(given.GetValue(seed), given.GetValue(people), Codes(given.GetValue(languages)!)),
            given.GetValue(design)!,
            flags.Budget(given), flags.Device(given, desk), given.GetValue(all) ? Asking.All : Asking.Sample,
            given.GetValue(withoutCard) ? Ending.Recall : Ending.Card, SameCommand.Of(given),
            given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, string path, VillageRecipe village, string design, Budget budget,
        torch.Device device, Asking asking, Ending ending, string again, bool isJson)
    {
        desk.Note($"building the village in {path}", $"{path}에 마을을 짓는 중");
        var folder = new ModelFolder(path);
        var world = new VillageFolder(desk, folder).Prepare(village, Presets.Read(design, desk));
        if (budget.IsOpen && folder.ReadRecipe().Steps == 0) budget = budget with { Steps = DefaultSteps };
        var pace = new RaisingRun(desk, folder, device, isJson).Go(budget);
        if (pace is not null && pace.Step < pace.Began!.Steps)
        {
            desk.Note($"stopped at step {pace.Step} of {pace.Began.Steps}, saved; the same command goes on",
                $"{pace.Began.Steps} 중 {pace.Step} 스텝에서 멈추고 저장했습니다. 같은 명령으로 이어집니다");
            return ExitCode.Done;
        }
        var replies = Ask(desk, folder, world, asking);
        var page = new RecallPage(desk, replies);
        if (isJson) foreach (var line in page.ToJson()) desk.Out.WriteLine(line.ToJsonString(JsonText.Readable));
        else page.Write();
        if (ending == Ending.Card)
        {
            if (new DemoCard(desk, folder, world, again).Make(replies, device) is not { } made) return ExitCode.Done;
            Judge(desk, made, isJson);
        }
        if (Recall.IsEnough(Recall.Count(replies)))
        {
            desk.Note($"next: jaram chat {path}", $"다음: jaram chat {path}");
            return ExitCode.Done;
        }
        desk.Note($"not enough yet: {Needed(QuestionKind.Seen)} of the seen wordings and "
            + $"{Needed(QuestionKind.HeldOut)} of the new ones are needed in each language; "
            + $"to raise it on: jaram demo --folder {path} --steps 400",
            $"아직 모자랍니다. 언어마다 본 물음의 {Needed(QuestionKind.Seen)}, 처음 보는 물음의 "
            + $"{Needed(QuestionKind.HeldOut)}가 필요합니다. 더 키우려면: jaram demo --folder {path} --steps 400");
        return ExitCode.No;
    }

    private static void Judge(Desk desk, MadeCard made, bool isJson)
    {
        if (!isJson)
        {
            desk.Out.WriteLine();
            new CardPage(desk, made.Card, made.Rubric).Write();
            return;
        }
        desk.Out.WriteLine(new JsonObject
        {
            ["event"] = "scorecard", ["card"] = JsonNode.Parse(ScorecardFile.Write(made.Card)),
        }.ToJsonString(JsonText.Readable));
    }

    private static string Needed(QuestionKind kind) =>
        Recall.Required[kind].ToString("P0", CultureInfo.InvariantCulture);

    private static List<Reply> Ask(Desk desk, ModelFolder folder, World world, Asking asking)
    {
        var model = UsableModel.Open(folder.Path, new());
        using var engine = model.Weights.Start(model.Design, new(), _ => { });
        var questions = asking == Asking.All ? [.. world.Questions()] : Recall.Choose(world.Questions());
        desk.Note($"asking {questions.Count} questions", $"질문 {questions.Count}개를 묻는 중");
        return [.. Recall.Ask(new(engine, model.Tokenizer, Drafts.None), model.Tokenizer, questions)];
    }

    private static List<string> Codes(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private enum Asking { Sample, All }

    private enum Ending { Recall, Card }
}
