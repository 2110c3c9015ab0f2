using System.CommandLine;
using Jaram.Cli.Growing;
using Jaram.Cli.History;
using Jaram.Cli.Recording;
using Jaram.Training.Growth;
using Jaram.Training.Recording;

namespace Jaram.Cli.Verbs;

/// <summary>jaram grow MODEL --into NAME --by OPERATOR</summary>
internal static class GrowVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The parent's folder", "부모 모델의 폴더") };
        var into = new Option<string>("--into")
        {
            Description = desk.Say("Folder of the child to be", "자식 모델의 새 폴더"),
            HelpName = desk.Say("NAME", "이름"), Required = true,
        };
        var by = new Option<string>("--by")
        {
            Description = desk.Say("How: ", "방법: ") + string.Join(", ", GrowthOperator.Words)
                + desk.Say(", or a mergekit passthrough plan (.yaml)", ", 또는 mergekit passthrough 계획 파일(.yaml)"),
            HelpName = desk.Say("OPERATOR|FILE", "연산|파일"), Required = true,
        };
        var from = new Option<string>("--from")
        {
            Description = desk.Say("The parent's version: start of its name, @step, newest~2",
                "부모의 버전: 이름의 앞부분, @스텝, newest~2"),
            HelpName = desk.Say("VERSION", "버전"), DefaultValueFactory = _ => "newest",
        };
        var plan = new Option<string?>("--plan")
        {
            Description = desk.Say("Also write the order of layers as a mergekit plan, for dus, stack and slices",
                "층의 순서를 mergekit 계획 파일로도 씁니다(dus, stack, slices)"),
            HelpName = desk.Say("FILE", "파일"),
        };
        var verb = new Verb("grow", desk.Say(
                "Grows a child from a raised model: deeper, wider, with experts or latents. Its ledger says so.",
                "키운 모델에서 자식을 만듭니다: 더 깊게, 더 넓게, 전문가나 잠재 어텐션으로. 자식의 원장에 부모가 적힙니다."),
            "jaram grow models/sprout --into models/tall --by dus:2",
            "jaram grow models/sprout --into models/twice --by interleave --from @300",
            "jaram grow models/sprout --into models/wise --by upcycle:8,2",
            "jaram grow models/field --into models/lean --by mla:64,16",
            "jaram grow models/sprout --into models/tall --by solar.yaml") { model, into, by, from, plan };
        verb.SetAction(given => Run(desk, given.GetRequiredValue(model), given.GetRequiredValue(into),
            Operator(given.GetRequiredValue(by)), (given.GetRequiredValue(from), given.GetValue(plan)),
            given.GetValue<bool>("--json")));
        return verb;
    }

    private static GrowthOperator Operator(string word) =>
        Path.GetExtension(word) is ".yaml" or ".yml"
            ? MergekitFile.Read(File.ReadAllText(word), word)
            : GrowthOperator.Parse(word);

    private static int Run(Desk desk, string path, string into, GrowthOperator by, (string Version, string? Plan) wish,
        bool isJson)
    {
        var (folder, child) = (new ModelFolder(path), new ModelFolder(into));
        var history = Life.Read(desk, folder);
        var made = new VersionRef(desk, history).Find(wish.Version);
        var offspring = new Offspring(folder, history);
        var design = folder.ReadDesign();
        if (wish.Plan is { } file) WritePlan(desk, file, by, design);
        var parent = offspring.Read(made);
        var plan = new GrowthPlan(parent, made.Version.Version, by, folder.ReadRecipe());
        desk.Note($"growing {into} from step {made.Version.Step} of {path} by {by.Word}",
            $"{path}의 {made.Version.Step} 스텝에서 {by.Word}(으)로 {into} 만드는 중");
        var born = offspring.Make(child, made, plan, by,
            new Maker(Keyring.Open(desk), ProgramFiles.Of(AppContext.BaseDirectory), desk.Time));
        var lost = by is LatentConversion latents ? latents.LossByRank(parent) : [];
        var growth = new Growth(by.Word, into, (design, made.Version), (plan.Design, born), plan.Map, lost);
        if (isJson) desk.Out.WriteLine(growth.ToJson().ToJsonString(JsonText.Readable));
        else growth.Write(desk);
        return ExitCode.Done;
    }

    private static void WritePlan(Desk desk, string file, GrowthOperator by, Jaram.Architecture.Design design)
    {
        if (by is not Restacking layers)
            throw new MisuseException(desk.Say($"--plan: {by.Word} is more than an order of layers; leave --plan out",
                $"--plan: {by.Word}은(는) 층의 순서만이 아닙니다. --plan을 빼세요"));
        File.WriteAllText(file, MergekitFile.Write(layers, design.Stack.Length, design.Name));
        desk.Note($"wrote {file}", $"{file}에 썼습니다");
    }
}
