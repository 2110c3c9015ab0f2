using System.CommandLine;
using System.Text.Json.Nodes;
using Jaram.Checkpoints;
using Jaram.Cli.History;
using Jaram.Cli.Verifying;
using Jaram.Ledger.Growth;
using Jaram.Training.Data;

namespace Jaram.Cli.Verbs;

/// <summary>jaram show MODEL VERSION</summary>
internal static class ShowVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The model's folder", "모델 폴더") };
        var version = new Argument<string>("VERSION")
        {
            Description = desk.Say("Start of its name, @step, newest, newest~2; left out, the newest",
                "이름의 앞부분, @스텝, newest, newest~2. 없으면 맨 앞 버전"),
            Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "newest",
        };
        var documents = new Option<bool>("--documents")
        {
            Description = desk.Say("List the documents that its steps read", "그 스텝들이 읽은 문서를 늘어놓습니다"),
        };
        var tensors = new Option<bool>("--tensors")
        {
            Description = desk.Say("List every tensor's digest", "텐서마다 다이제스트를 보입니다"),
        };
        var weights = new Option<string?>("--weights")
        {
            Description = desk.Say("Write its weights to this safetensors file", "가중치를 이 safetensors 파일에 씁니다"),
            HelpName = desk.Say("FILE", "파일"),
        };
        var preview = new Option<bool>("--preview")
        {
            Description = desk.Say("With --weights: cut to bfloat16, to look at",
                "--weights와 함께: 살펴볼 수 있게 bfloat16으로 줄입니다"),
        };
        var verb = new Verb("show", desk.Say(
                "Shows all that the ledger has of one version: parents, plan, text, loss, cost, digests, size.",
                "원장에 적힌 한 버전의 모든 것을 보입니다: 부모, 계획, 글, 손실, 비용, 다이제스트, 크기."),
            "jaram show models/sprout", "jaram show models/sprout @120 --documents",
            "jaram show models/sprout newest~2 --tensors --json",
            "jaram show models/sprout @120 --weights sprout-120.safetensors")
        {
            model, version, documents, tensors, weights, preview,
        };
        verb.SetAction(given => Run(desk, new(given.GetRequiredValue(model)), given.GetRequiredValue(version),
            given.GetValue(documents) ? Listing.Listed : Listing.LeftOut,
            given.GetValue(tensors) ? Listing.Listed : Listing.LeftOut,
            (given.GetValue(weights), given.GetValue(preview)), given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, ModelFolder folder, string version, Listing documents, Listing tensors,
        (string? Path, bool IsPreview) weights, bool isJson)
    {
        var history = Life.Read(desk, folder);
        var made = new VersionRef(desk, history).Find(version);
        if (weights is (null, true))
            throw new MisuseException(desk.Say("--preview says how --weights writes: give --weights FILE too",
                "--preview는 --weights가 쓰는 방법입니다. --weights 파일도 주십시오"));
        var file = new WeightsFile(desk, folder);
        if (weights is (not null, true)) file.WritePreview(history, made, weights.Path);
        else if (weights.Path is not null) file.Write(history, made, weights.Path);
        var text = documents == Listing.Listed ? Read(folder, history, made) : null;
        var listing = tensors == Listing.Listed ? history.TensorsOf(made.Version) : null;
        if (isJson) desk.Out.WriteLine(Json(folder, history, made, text, listing).ToJsonString(JsonText.Readable));
        else
        {
            var page = new ShowPage(desk, folder, history, made);
            page.Write();
            if (text is not null) page.Write(text);
            if (listing is not null) page.Write(listing);
        }
        return ExitCode.Done;
    }

    private static TextRead Read(ModelFolder folder, GrowthHistory history, GrowthEntry.Made made)
    {
        using var shards = folder.OpenCorpus();
        var recipe = folder.ReadRecipe();
        var batches = new Batches(shards, recipe.Rows, folder.ReadDesign().Context, recipe.Seed);
        return TextRead.Of(shards, batches, history.StepsOf(made.Version));
    }

    private static JsonObject Json(
        ModelFolder folder, GrowthHistory history, GrowthEntry.Made made, TextRead? text, TensorListing? listing)
    {
        var (line, v) = (new LogLines(history).Of(made), made.Version);
        (line["weights"], line["optimizer"], line["state"], line["documents"]) =
            (v.Weights.ToString(), v.Optimizer.ToString(), v.State.ToString(), v.Documents.ToString());
        line["probeLosses"] = new JsonArray([.. v.Probes.Select(loss => LogLines.Finite(loss))]);
        if (history.PlanOf(made) is { } plan) line["plan"] = new LogLines(history).Of(plan);
        try
        {
            var store = new Shelf(folder, history).Of(made);
            line["store"] = new JsonObject
            {
                ["folder"] = store.Look(v.Step).Folder, ["storedBytes"] = store.StoredBytes(v.Step),
                ["hasOptimizer"] = store.OptimizerSteps().Contains(v.Step),
                ["needs"] = new JsonArray([.. store.Needs(v.Step).Order().Select(step => JsonValue.Create(step))]),
            };
        }
        catch (CheckpointException missing)
        {
            line["store"] = new JsonObject { ["missing"] = missing.Message };
        }
        if (text is not null)
            line["documentsRead"] = new JsonArray([.. text.Documents.Select(document => new JsonObject
            {
                ["document"] = document.Number, ["times"] = document.Times, ["file"] = document.File,
                ["line"] = document.Line, ["source"] = document.Source, ["language"] = document.Language,
                ["licence"] = document.Licence,
            })]);
        if (listing is not null)
            line["tensors"] = new JsonObject
            {
                ["weights"] = Of(listing.Weights), ["optimizer"] = Of(listing.Optimizer),
            };
        return line;
    }

    private static JsonObject Of(IEnumerable<NamedDigest> tensors) =>
        new(tensors.Select(tensor => KeyValuePair.Create(tensor.Name, (JsonNode?)tensor.Sha256.ToString())));

    private enum Listing { LeftOut, Listed }
}
