// Two models that want to pass for a raised one's equals: a rival of the same design and text, raised from zero too,
// from another seed, by the same plan; and the model itself in disguise. A card that tells these apart may be believed
// of others; one that cannot should not.
// Source: ours; positive and negative controls as in docs/decisions/0021-provenance.md.

using System.Text;
using Jaram.Checkpoints;
using Jaram.Cli.Costing;
using Jaram.Cli.History;
using Jaram.Cli.Raising;
using Jaram.Ledger.Growth;
using TorchSharp;

namespace Jaram.Cli.Judging.Decoys;

/// <summary>Makes them beside the model's folder.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="model">The model, as the user calls it.</param>
/// <param name="rivalSteps">Steps of the rival; null for as many as the model has had.</param>
internal sealed class DecoyPair(Desk desk, string model, long? rivalSteps)
{
    private const ulong OtherSeed = 1000;

    /// <summary>From so many steps on it is told beforehand how long they take: measuring takes as many.</summary>
    private const long WorthMeasuring = 50;

    private readonly string _path = Path.TrimEndingDirectorySeparator(model);

    /// <summary>The rival's folder.</summary>
    public string Rival => $"{_path}-rival";

    /// <summary>The copy's folder.</summary>
    public string Copy => $"{_path}-copy";

    /// <summary>Makes both; a rival that is there goes on where it stopped.</summary>
    /// <param name="device">Where the rival is raised.</param>
    /// <returns>Whether both are there; false if the user stopped the rival, who is saved.</returns>
    /// <exception cref="MisuseException">The rival's name is another model's.</exception>
    public bool Make(torch.Device device)
    {
        var (parent, rival) = (new ModelFolder(_path), new ModelFolder(Rival));
        var recipe = parent.ReadRecipe() with { Seed = parent.ReadRecipe().Seed + OtherSeed };
        if (!File.Exists(Path.Combine(Rival, "design.json"))) Begin(parent, rival, recipe with { Stages = [] });
        if (rival.ReadRecipe().Seed is var seed && seed != recipe.Seed)
            throw new MisuseException(desk.Say(
                $"{Rival}: is another model, of seed {seed} where the rival's is {recipe.Seed}; move it away",
                $"{Rival}: 다른 모델입니다(시드 {seed}, 경쟁 모델의 시드는 {recipe.Seed}). 옮겨 두세요"));
        var history = Life.Read(desk, parent);
        if (!Raise(rival, recipe, rivalSteps ?? new VersionRef(desk, history).Find("newest").Version.Step,
            IsPlain(history, recipe), device)) return false;
        desk.Note("disguising a copy of the model", "모델의 복제를 변장시키는 중");
        new DisguisedCopy(desk, parent).Write(Copy);
        return true;
    }

    /// <summary>The wish with both beside its candidate; the rival is a stranger that is known to be one. Characters
    /// are counted on text that the model held out, for all alike, as the copy has none.</summary>
    public CardWish Join(CardWish wish) => wish with
    {
        Candidates = [model, Rival, Copy], Controls = [.. wish.Controls, Rival],
        Text = wish.Text == "" && wish.Extent == CardExtent.All ? KoreanFile() : wish.Text,
    };

    /// <summary>Raises the rival until it has had so many steps.</summary>
    private bool Raise(ModelFolder rival, Recipe recipe, long wanted, bool isPlain, torch.Device device)
    {
        var isTold = false;
        for (long made; (made = Made(rival)) < wanted;)
        {
            if (!isTold) Tell(rival, wanted - made, device);
            isTold = true;
            var planned = rival.ReadRecipe();
            if (planned.Steps == made && isPlain && recipe.Steps == wanted && NextStage(planned, recipe) is { } next)
                rival.WriteRecipe(planned = planned with { Stages = [.. planned.Stages, next] });
            var pace = new RaisingRun(desk, rival, device, isJson: false)
                .Go(planned.Steps > made ? new(null, null, null) : new(wanted - made, null, null));
            if (pace is not null && pace.Step < pace.Began!.Steps)
            {
                desk.Note($"stopped at step {pace.Step} of {pace.Began.Steps}, saved; the same command goes on",
                    $"{pace.Began.Steps} 중 {pace.Step} 스텝에서 멈추고 저장했습니다. 같은 명령으로 이어집니다");
                return false;
            }
        }
        return true;
    }

    /// <summary>Says what comes and how long it takes, before it does.</summary>
    private void Tell(ModelFolder rival, long steps, torch.Device device)
    {
        desk.Note($"raising a rival in {Rival}: the same design and text, another seed, {steps} steps",
            $"{Rival}에서 경쟁 모델을 키우는 중: 같은 구조와 글, 다른 시드, {steps} 스텝");
        if (steps < WorthMeasuring) return;
        using var shards = rival.OpenCorpus();
        var step = Calibration.TimeOfStep(rival.ReadDesign(), rival.ReadRecipe(), shards, device, desk.Time);
        var (ms, span) = (Units.Text(step.TotalMilliseconds, "F0"), Units.Span(desk, steps * step));
        desk.Note($"about {span} at {ms} ms a step, saving left out; Ctrl-C saves, and the same command goes on",
            $"스텝당 {ms} ms로 약 {span}(저장 제외). Ctrl-C를 누르면 저장하고, 같은 명령으로 이어집니다");
    }

    /// <summary>The stage that follows in the model's plan, if the rival has kept to it so far: rates fall as the
    /// model's own did, and each stage is planned where the one before it ended, as the model's was.</summary>
    private static Stage? NextStage(Recipe planned, Recipe recipe) => planned.Stages.Count < recipe.Stages.Count
        && planned.Stages.SequenceEqual(recipe.Stages.Take(planned.Stages.Count))
            ? recipe.Stages[planned.Stages.Count] : null;

    /// <summary>Whether the model was raised from zero by its recipe's stages, one after the other.</summary>
    private static bool IsPlain(GrowthHistory history, Recipe recipe) =>
        history.Descents.Count == 0 && recipe.Stages.All(stage => stage.From is null);

    private static long Made(ModelFolder folder) =>
        folder.Versions().FindNewest().Item1 is Recovery.Found { Version.Step: var step } ? step : 0;

    /// <summary>The same design, tokenizer and text; design.json last, as it makes a folder a model.</summary>
    private static void Begin(ModelFolder parent, ModelFolder rival, Recipe recipe)
    {
        var corpus = Path.Combine(rival.Path, "corpus");
        Directory.CreateDirectory(corpus);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(parent.Path, "corpus")))
            File.Copy(file, Path.Combine(corpus, Path.GetFileName(file)), overwrite: true);
        rival.WriteRecipe(recipe);
        foreach (var file in new[] { "tokenizer.json", "design.json" })
            File.Copy(Path.Combine(parent.Path, file), Path.Combine(rival.Path, file), overwrite: true);
    }

    /// <summary>Writes the model's held-out Korean; "" where there is none.</summary>
    private string KoreanFile()
    {
        var text = string.Join('\n', KoreanText.HeldOut(_path, new ModelFolder(_path).ReadTokenizer()));
        if (text == "") return "";
        var reports = Path.Combine(_path, "reports");
        Directory.CreateDirectory(reports);
        var path = Path.Combine(reports, "korean.txt");
        File.WriteAllText(path, text + "\n", new UTF8Encoding(false));
        return path;
    }
}
