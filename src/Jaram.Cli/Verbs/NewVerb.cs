using System.CommandLine;
using Jaram.Architecture;
using Jaram.Cli.Demo;
using Jaram.Cli.Exchanging;
using Jaram.Cli.Making;
using Jaram.Training.Data;
using Jaram.Village;

namespace Jaram.Cli.Verbs;

/// <summary>jaram new NAME</summary>
internal static class NewVerb
{
    private const ulong DefaultSeed = 1;

    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var name = new Argument<string>("NAME") { Description = desk.Say("Folder of the model to be", "새 모델의 폴더") };
        var corpus = new Option<string[]>("--corpus")
        {
            Description = desk.Say(
                "Text: files, folders, patterns (.txt .jsonl .parquet, .gz .zst); without it the built-in village",
                "글: 파일, 폴더, 패턴(.txt .jsonl .parquet, .gz .zst). 없으면 내장 마을"),
            HelpName = desk.Say("PATH…", "경로…"), AllowMultipleArgumentsPerToken = true,
        };
        var design = new Option<string>("--design")
        {
            Description = desk.Say("Architecture: a JSON file or a preset: ", "구조: JSON 파일 또는 준비된 이름: ")
                + string.Join(", ", Presets.Names),
            HelpName = desk.Say("FILE|NAME", "파일|이름"), DefaultValueFactory = _ => "sprout-mla",
        };
        var seed = NumberOption.Make(desk, "--seed", desk.Say(
            "Decides first weights, order of the text, held-out documents", "첫 가중치, 글의 순서, 남겨 둘 글을 정합니다"), DefaultSeed);
        var text = new TextFlags(desk);
        var verb = new Verb("new", desk.Say(
                "Makes a model folder: trains the tokenizer, cleans the text, writes it as tokens.",
                "모델 폴더를 만듭니다: 토크나이저를 배우고, 글을 다듬고, 토큰으로 적습니다."),
            "jaram new models/sprout --corpus texts/", "jaram new models/village",
            "jaram new models/ko --corpus 'news/*.jsonl.zst' wiki.parquet --licence CC0-1.0")
            { name, corpus, design, seed };
        text.AddTo(verb);
        verb.SetAction(given => Run(desk, given.GetRequiredValue(name), given.GetValue(corpus) ?? [],
            Presets.Read(given.GetValue(design)!, desk),
            given.GetValue(seed), text.Read(given), given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(
        Desk desk, string path, string[] paths, Design design, ulong seed, TextOptions text, bool isJson)
    {
        desk.Note($"making {path}", $"{path} 만드는 중");
        var folder = new ModelFolder(path);
        var nursery = new Nursery(desk, folder);
        nursery.Clear();
        Func<Corpus> corpus;
        if (paths.Length == 0)
        {
            var world = World.Build(new() { Seed = seed });
            text = text with { Cleaning = text.Cleaning with { NearDuplicates = false } };
            corpus = () => VillageText.Open(world, folder.Path);
        }
        else
        {
            CorpusReader.Read(paths, text.Reading);                     // a wrong path is told before anything is made
            corpus = () => CorpusReader.Read(paths, text.Reading).Under(text.Licence);
        }
        var manifest = nursery.Make(() => folder.Make(design, corpus,
            new(text.Cleaning, new() { HeldOutFraction = text.HeldOut, Seed = seed }),
            seed, step => desk.Error.WriteLine(step)));
        var birth = new Birth(folder, manifest, Birth.Measure(folder.ReadTokenizer(), corpus(), manifest));
        if (isJson) desk.Out.WriteLine(birth.ToJson().ToJsonString(Birth.Readable));
        else birth.Write(desk);
        FormatWords.Tell(desk, design);
        return ExitCode.Done;
    }
}
