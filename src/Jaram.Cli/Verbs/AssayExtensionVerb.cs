using System.CommandLine;
using Jaram.Cli.Assaying;
using Jaram.Cli.Extending;
using Jaram.Cli.Judging;
using Jaram.Cli.Making;
using Jaram.Cli.Paying;
using Jaram.Cli.Raising;

namespace Jaram.Cli.Verbs;

/// <summary>jaram assay extension MODEL</summary>
internal static class AssayExtensionVerb
{
    /// <summary>More than a model for use holds out: the result rests on it.</summary>
    private const double HeldOut = 0.03;

    private const double MostMix = 0.9;

    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL")
        {
            Description = desk.Say("A model that was raised here (sprout, sprout@120)",
                "여기서 키운 모델(sprout, sprout@120)"),
        };
        var corpus = new Option<string[]>("--corpus")
        {
            Description = desk.Say("Text of the new language: files, folders, patterns, as for jaram new",
                "새 언어의 글: 파일, 폴더, 패턴. jaram new와 같음"),
            HelpName = desk.Say("PATH…", "경로…"), AllowMultipleArgumentsPerToken = true, Required = true,
        };
        var mix = NumberOption.Make(desk, "--mix", desk.Say("Share of the model's own text in what is read, against "
            + "forgetting", "읽는 글 가운데 모델이 배웠던 글의 비율. 잊지 않게 합니다"), 0.0, 0, MostMix);
        var into = new Option<string?>("--out")
        {
            Description = desk.Say("Folder of the child; left out, beside the model under the text's name",
                "자식 모델의 폴더. 없으면 모델 옆에 글의 이름으로"),
            HelpName = desk.Say("FOLDER", "폴더"),
        };
        var verb = new Verb("extension", desk.Say(
                "Raises a child of a model on with text of a new language, and says what is gained there and lost at "
                    + "home, in bits a byte of held-out text. Ctrl-C saves; the same command goes on.",
                "모델의 자식을 새 언어의 글로 더 키우고, 그 글에서 얻은 것과 제 글에서 잃은 것을 남겨 둔 글의 바이트당 비트로 말합니다. "
                    + "Ctrl-C를 누르면 저장하고, 같은 명령으로 이어집니다."),
            "jaram assay extension models/sprout --corpus arabic.txt --minutes 10",
            "jaram assay extension models/sprout --corpus arabic/ --steps 200 --mix 0.25 --out models/sprout-ar",
            "jaram assay models/sprout --evidence models/sprout-ar/reports/extension.json")
            { model, corpus, mix, into };
        var (raising, text) = (new RaisingFlags(desk, verb), new TextFlags(desk, HeldOut));
        text.AddTo(verb);
        verb.SetAction(given =>
        {
            var word = given.GetRequiredValue(model);
            var (path, version) = Find(desk, word);
            var paths = given.GetRequiredValue(corpus);
            var budget = raising.Budget(given);
            if (budget.IsOpen) throw Endless(desk, word);
            var name = ComparedText.Names(paths)[0];
            var wish = new ExtensionWish(path, version, paths, text.Read(given), given.GetValue(mix), budget,
                given.GetValue(into) ?? $"{path}-{name}", SameCommand.Of(given));
            return Run(desk, wish, new ExtensionRun(desk, wish, raising.Device(given, desk)),
                given.GetValue<bool>("--json"));
        });
        return verb;
    }

    private static int Run(Desk desk, ExtensionWish wish, ExtensionRun run, bool isJson)
    {
        desk.Note($"opening {wish.Model}", $"{wish.Model} 여는 중");
        if (run.Go() is not { } report) return ExitCode.Done;
        report.Keep();
        if (isJson) desk.Out.WriteLine(report.ToJson().ToJsonString(JsonText.Readable));
        else report.Write(desk);
        desk.Note($"wrote {report.File}; into a card: jaram assay {wish.Model} --evidence {report.File}",
            $"{report.File}에 썼습니다. 감정서에 넣으려면: jaram assay {wish.Model} --evidence {report.File}");
        return ExitCode.Done;
    }

    /// <summary>The folder and the version; only what has a ledger can be raised on.</summary>
    private static (string Path, string Version) Find(Desk desk, string word)
    {
        var raised = Subjects.Raised(word);
        if (raised is null && !Path.Exists(word)) throw CandidateLook.Missing(desk, word);
        if (raised is not var (folder, version) || !Directory.Exists(folder.Ledger))
            throw new MisuseException(desk.Say(
                $"{word}: has no ledger, so it cannot be raised on; an extension needs a model that was raised here",
                $"{word}: 원장이 없어 더 키울 수 없습니다. 여기서 키운 모델이 필요합니다"));
        var path = File.Exists(Path.Combine(word, "design.json")) ? word : word[..word.LastIndexOf('@')];
        return (Path.TrimEndingDirectorySeparator(path), version);
    }

    private static MisuseException Endless(Desk desk, string word) => new(desk.Say(
        $"{word}: nothing says how far to raise it on; add --minutes 10, --steps 200 or --tokens 500000",
        $"{word}: 얼마나 더 키울지 정해지지 않았습니다. --minutes 10, --steps 200, --tokens 500000 중 하나를 붙이세요"));
}
