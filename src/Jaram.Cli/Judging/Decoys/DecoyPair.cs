// Two models that want to pass for a raised one's equals: a rival of the same design and text, raised from zero too,
// from another seed and not for long; and the model itself in disguise. A card that tells these apart may be believed
// of others; one that cannot should not.
// Source: ours; positive and negative controls as in docs/decisions/0021-provenance.md.

using Jaram.Cli.Raising;
using TorchSharp;

namespace Jaram.Cli.Judging.Decoys;

/// <summary>Makes them beside the model's folder.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="model">The model, as the user calls it.</param>
internal sealed class DecoyPair(Desk desk, string model)
{
    private const long RivalSteps = 16;
    private const ulong OtherSeed = 1000;

    private readonly string _path = Path.TrimEndingDirectorySeparator(model);

    /// <summary>The rival's folder.</summary>
    public string Rival => $"{_path}-rival";

    /// <summary>The copy's folder.</summary>
    public string Copy => $"{_path}-copy";

    /// <summary>Makes both; a rival that is there is taken as it is.</summary>
    /// <param name="device">Where the rival is raised.</param>
    /// <exception cref="MisuseException">The rival's name is another model's.</exception>
    public void Make(torch.Device device)
    {
        desk.Note("raising a rival from another seed, and disguising a copy of the model",
            "다른 시드로 경쟁 모델을 키우고, 모델의 복제를 변장시키는 중");
        Raise(new(_path), new(Rival), device);
        new DisguisedCopy(desk, new(_path)).Write(Copy);
    }

    /// <summary>The wish with both beside its candidate; the rival is a stranger that is known to be one.</summary>
    public CardWish Join(CardWish wish) => wish with
    {
        Candidates = [model, Rival, Copy], Controls = [.. wish.Controls, Rival],
    };

    private void Raise(ModelFolder parent, ModelFolder rival, torch.Device device)
    {
        var recipe = parent.ReadRecipe();
        recipe = recipe with { Seed = recipe.Seed + OtherSeed, Stages = [] };
        if (!File.Exists(Path.Combine(rival.Path, "design.json"))) Begin(parent, rival, recipe);
        var made = rival.ReadRecipe();
        if (made.Seed != recipe.Seed)
            throw new MisuseException(desk.Say(
                $"{rival.Path}: is another model, of seed {made.Seed} where the rival's is {recipe.Seed}; move it away",
                $"{rival.Path}: 다른 모델입니다(시드 {made.Seed}, 경쟁 모델의 시드는 {recipe.Seed}). 옮겨 두세요"));
        if (made.Steps == 0) new RaisingRun(desk, rival, device, isJson: false).Go(new(RivalSteps, null, null));
    }

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
}
