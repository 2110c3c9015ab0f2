using System.CommandLine;
using System.Text.Json.Nodes;
using Jaram.Checkpoints.Gguf;
using Jaram.Cli.Exchanging;
using Jaram.Cli.History;
using Jaram.Exchange;
using Jaram.Exchange.Exporting;
using Jaram.Inference.Loading;

namespace Jaram.Cli.Verbs;

/// <summary>jaram export MODEL</summary>
internal static class ExportVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The model's folder", "모델 폴더") };
        var to = new Option<string>("--to")
        {
            Description = desk.Say("Format: a Hugging Face folder, or one GGUF file for llama.cpp",
                "형식: 허깅페이스 폴더 또는 llama.cpp용 GGUF 파일"),
            HelpName = string.Join('|', FormatWords.Formats.Keys), Required = true,
        }.AcceptOnlyFromAmong([.. FormatWords.Formats.Keys]);
        var type = new Option<string?>("--type")
        {
            Description = desk.Say(
                "Numbers of matrices: f32, bf16, in gguf also f16, q8_0, q4_0; normally bf16, in gguf f16",
                "행렬의 수: f32, bf16, gguf는 f16, q8_0, q4_0도. 보통 bf16, gguf는 f16"),
            HelpName = "TYPE",
        }.AcceptOnlyFromAmong([.. FormatWords.Types.Keys]);
        var path = new Option<string?>("--out")
        {
            Description = desk.Say("Folder or file to write; left out, beside the model", "쓸 폴더나 파일. 없으면 모델 옆"),
            HelpName = desk.Say("PATH", "경로"),
        };
        var version = new Argument<string>("VERSION")
        {
            Description = desk.Say("Start of its name, @step, newest, newest~2; left out, the newest",
                "이름의 앞부분, @스텝, newest, newest~2. 없으면 맨 앞 버전"),
            Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "newest",
        };
        var licence = new Option<string>("--licence")
        {
            Description = desk.Say("Licence for the model card, as an SPDX name", "모델 카드에 적을 라이선스(SPDX 이름)"),
            HelpName = "SPDX", DefaultValueFactory = _ => "",
        };
        var ahead = new Option<bool>("--without-ahead")
        {
            Description = desk.Say("Leave out modules that foresee further tokens; no answer needs them",
                "더 앞을 내다보는 모듈을 뺍니다. 답에는 필요 없습니다"),
        };
        var verb = new Verb("export", desk.Say(
                "Writes a model for other programs. What their format cannot hold is refused, not dropped.",
                "다른 프로그램이 쓸 수 있는 형식으로 모델을 씁니다. 형식이 담지 못하는 것은 빼지 않고 거절합니다."),
            "jaram export models/field --to gguf --type q8_0", "jaram export models/field --to hf --out field-hf",
            "jaram export models/field @120 --to gguf --json") { model, version, to, type, path, licence, ahead };
        verb.SetAction(given => Run(desk, new(given.GetRequiredValue(model)), new(
            FormatWords.Formats[given.GetRequiredValue(to)], given.GetValue(type), given.GetValue(path),
            given.GetRequiredValue(version), given.GetValue(licence)!,
            given.GetValue(ahead) ? AheadModules.LeaveOut : AheadModules.Refuse), given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, ModelFolder folder, Wish wish, bool isJson)
    {
        var isGguf = wish.Format == Format.Gguf;
        var word = wish.Type ?? (isGguf ? "f16" : "bf16");
        var type = FormatWords.Types[word];
        if (!isGguf && type is not (GgufType.F32 or GgufType.BF16))
            throw new MisuseException(desk.Say($"--to hf holds f32 or bf16, got '{word}'; for {word} write --to gguf",
                $"--to hf에는 f32나 bf16을 씁니다. '{word}'은(는) --to gguf로 쓰세요"));
        var path = wish.Path ?? (isGguf ? $"{folder.Path}-{word}.gguf" : $"{folder.Path}-hf");
        if (Directory.Exists(path) || File.Exists(path))
            throw new MisuseException(desk.Say($"{path}: is there already; choose another --out, or delete it",
                $"{path}: 이미 있습니다. --out에 다른 이름을 주거나 지우세요"));
        var design = folder.ReadDesign();
        if (Expressible.In(design, wish.Format, wish.Ahead).Count == 0)
            throw new DesignException(Expressible.Refusal(design, wish.Format, wish.Ahead));
        using var weights = ModelWeights.Open(desk, folder, wish.Version);
        var tokenizer = new TokenizerFiles(
            StoredTokenizer.Read(folder.Path), NamedFile.In(folder.Path, StoredTokenizer.FileNames));
        var model = new ExportedModel(design, weights.Tensors, tokenizer, wish.Format, wish.Ahead);
        desk.Note($"writing {weights.Origin} as {model.Family.Name} to {path}",
            $"{weights.Origin}: {model.Family.Name} 형식으로 {path}에 쓰는 중");
        var name = Path.GetFileName(folder.Path);
        IReadOnlyList<string> others = [];
        if (isGguf) others = GgufFile.Write(path, model, type, name);
        else HuggingFaceFolder.Write(path, model, type, new(name, wish.Licence, [], weights.Raised));
        Report(desk, path, word, model, weights, others, isJson);
        return ExitCode.Done;
    }

    private static void Report(Desk desk, string path, string type, ExportedModel model, ModelWeights weights,
        IReadOnlyList<string> others, bool isJson)
    {
        var bytes = File.Exists(path)
            ? new FileInfo(path).Length
            : Directory.EnumerateFiles(path).Sum(file => new FileInfo(file).Length);
        if (others.Count > 0)
            desk.Note($"{others.Count} tensors are f16, as their rows are no whole blocks of {type}: {others[0]} first",
                $"텐서 {others.Count}개는 행이 {type} 블록으로 나뉘지 않아 f16입니다. 처음은 {others[0]}");
        if (isJson)
            desk.Out.WriteLine(new JsonObject
            {
                ["event"] = "exported", ["path"] = path, ["family"] = model.Family.Name, ["type"] = type,
                ["bytes"] = bytes, ["version"] = weights.Version, ["step"] = weights.Step, ["f16"] = others.Count,
            }.ToJsonString(JsonText.Readable));
        else
            desk.Out.WriteLine(desk.Say($"{path}: {model.Family.Name}, {type}, {Units.Bytes(bytes)}",
                $"{path}: {model.Family.Name}, {type}, {Units.Bytes(bytes)}"));
    }

    /// <summary>What was asked for.</summary>
    private sealed record Wish(
        Format Format, string? Type, string? Path, string Version, string Licence, AheadModules Ahead);
}
