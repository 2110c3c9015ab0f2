using System.CommandLine;
using System.Text.Json.Nodes;
using Jaram.Architecture.Counting;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Cli.Exchanging;
using Jaram.Exchange;
using Jaram.Exchange.Importing;
using Jaram.Inference.Loading;
using Jaram.Tokenizers;

namespace Jaram.Cli.Verbs;

/// <summary>jaram import PATH NAME</summary>
internal static class ImportVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var path = new Argument<string>("PATH")
        {
            Description = desk.Say("A Hugging Face folder with safetensors, or a GGUF file",
                "safetensors가 든 허깅페이스 폴더 또는 GGUF 파일"),
        };
        var name = new Argument<string>("NAME") { Description = desk.Say("Folder of the model to be", "새 모델의 폴더") };
        var type = new Option<string?>("--type")
        {
            Description = desk.Say("Numbers of the weights; left out, what loses nothing, and bf16 for quantised ones",
                "가중치의 수. 없으면 잃는 것이 없는 것, 양자화된 것은 bf16"),
            HelpName = "f32|bf16",
        }.AcceptOnlyFromAmong("f32", "bf16");
        var ahead = new Option<bool>("--without-ahead")
        {
            Description = desk.Say("Leave out modules that foresee further tokens; no answer needs them",
                "더 앞을 내다보는 모듈을 뺍니다. 답에는 필요 없습니다"),
        };
        var verb = new Verb("import", desk.Say(
                "Reads a model of others (Llama, Qwen3, DeepSeek-V2 and V3) into a folder: design, tokenizer, weights.",
                "남의 모델(Llama, Qwen3, DeepSeek-V2와 V3)을 폴더로 읽어 들입니다: 구조, 토크나이저, 가중치."),
            "jaram import downloads/Qwen3-0.6B models/qwen", "jaram import model.gguf models/other --type f32")
            { path, name, type, ahead };
        verb.SetAction(given => Run(desk, given.GetRequiredValue(path), given.GetRequiredValue(name),
            given.GetValue(type) is { } word ? FormatWords.Types[word] : null,
            given.GetValue(ahead) ? AheadModules.LeaveOut : AheadModules.Refuse, given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, string path, string name, GgufType? type, AheadModules ahead, bool isJson)
    {
        var folder = Path.GetFullPath(name);
        if (Directory.Exists(folder) || File.Exists(folder))
            throw new MisuseException(desk.Say($"{name}: is there already; choose another name",
                $"{name}: 이미 있습니다. 다른 이름을 쓰세요"));
        desk.Note($"reading {path}", $"{path} 읽는 중");
        using var model = ImportedModel.Open(path, Path.GetFileName(folder), ahead);
        if (model.AheadLeftOut > 0)
            desk.Note($"{model.AheadLeftOut} modules that look further ahead are left out",
                $"더 앞을 내다보는 모듈 {model.AheadLeftOut}개를 뺐습니다");
        var hasTokenizer = Write(desk, folder, model, type);
        Report(desk, name, model, hasTokenizer, isJson);
        return ExitCode.Done;
    }

    /// <summary>The folder, all of it or nothing.</summary>
    /// <returns>Whether a tokenizer is in it.</returns>
    private static bool Write(Desk desk, string folder, ImportedModel model, GgufType? type)
    {
        var draft = folder + ".tmp";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        try
        {
            Directory.CreateDirectory(draft);
            using (var weights = File.Create(Path.Combine(draft, ImportedWeights.FileName)))
                model.WriteWeights(weights, type);
            var hasTokenizer = WriteTokenizer(desk, draft, model.Tokenizer);
            File.WriteAllBytes(Path.Combine(draft, "design.json"), model.Design.Write());
            Directory.Move(draft, folder);
            return hasTokenizer;
        }
        catch
        {
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
            throw;
        }
    }

    /// <summary>Writes the tokenizer's files as they came, one of our own as we write it, none that Jaram cannot stand
    /// for.</summary>
    private static bool WriteTokenizer(Desk desk, string folder, IReadOnlyList<NamedFile> files)
    {
        foreach (var file in files) file.Write(folder);
        if (!StoredTokenizer.IsIn(folder))
        {
            desk.Note("there is no tokenizer beside its weights: it can be exported, not asked",
                "가중치 옆에 토크나이저가 없습니다. 내보낼 수는 있지만 물어볼 수는 없습니다");
            return false;
        }
        try
        {
            var tokenizer = StoredTokenizer.Read(folder);
            if (!tokenizer.IsOwn) return true;
            Drop();
            File.WriteAllBytes(Path.Combine(folder, "tokenizer.json"), tokenizer.ToJson());
            return true;
        }
        catch (Exception refusal) when (refusal is TokenizerException or CheckpointException)
        {
            Drop();
            desk.Note($"its tokenizer is left out, as Jaram cannot stand for it: {refusal.Message}",
                $"토크나이저는 자람이 쓸 수 없어 뺐습니다: {refusal.Message}");
            return false;
        }

        void Drop()
        {
            foreach (var file in files) File.Delete(Path.Combine(folder, file.Name));
        }
    }

    private static void Report(Desk desk, string name, ImportedModel model, bool hasTokenizer, bool isJson)
    {
        var (design, parameters) = (model.Design, Count.Of(model.Design).Parameters);
        if (isJson)
            desk.Out.WriteLine(new JsonObject
            {
                ["event"] = "imported", ["model"] = name, ["family"] = model.Family.Name, ["parameters"] = parameters,
                ["layers"] = design.Stack.Length, ["vocabulary"] = design.Vocabulary, ["hasTokenizer"] = hasTokenizer,
                ["aheadLeftOut"] = model.AheadLeftOut,
            }.ToJsonString(JsonText.Readable));
        else
            desk.Out.WriteLine(desk.Say(
                FormattableString.Invariant($"{name}: {model.Family.Name}, {parameters:N0} parameters"),
                FormattableString.Invariant($"{name}: {model.Family.Name}, 파라미터 {parameters:N0}개")));
        desk.Note($"it has no ledger: nobody recorded how it was raised. To write it: jaram export {name} --to gguf",
            $"어떻게 키웠는지 기록한 원장이 없습니다. 다시 내보내기: jaram export {name} --to gguf");
    }
}
