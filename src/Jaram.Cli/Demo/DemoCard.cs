// The last part of the demo: the raised model beside two others that want to pass for its equals. One was raised from
// zero too, from another seed and not for long; the other is the model itself in disguise.
// Source: ours.

using System.Text;
using Jaram.Cli.Assaying;
using Jaram.Cli.Raising;
using Jaram.Cli.Judging;
using Jaram.Cli.Verifying;
using Jaram.Inference.Generating;
using Jaram.Inference.Loading;
using Jaram.Village;
using TorchSharp;

namespace Jaram.Cli.Demo;

/// <summary>Makes the card of the demo.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="folder">The raised model.</param>
/// <param name="world">The village that it was raised on.</param>
/// <param name="device">Where the rival is raised.</param>
/// <param name="again">The command that makes all of it again.</param>
internal sealed class DemoCard(Desk desk, ModelFolder folder, World world, torch.Device device, string again)
{
    private const long RivalSteps = 60;
    private const ulong OtherSeed = 1000;
    private const int Asked = 20, MostCharacters = 20_000;

    /// <summary>Makes it.</summary>
    /// <param name="replies">What the model said already.</param>
    public MadeCard Make(IReadOnlyList<Reply> replies)
    {
        var (rival, copy) = ($"{folder.Path}-rival", $"{folder.Path}-copy");
        desk.Note("raising a rival from another seed, and disguising a copy of the model",
            "다른 시드로 경쟁 모델을 키우고, 모델의 복제를 변장시키는 중");
        RaiseRival(new(rival));
        new DisguisedCopy(desk, folder).Write(copy);
        var place = Path.Combine(folder.Path, "reports", "scorecard");
        string[] candidates = [.. new[] { folder.Path, rival, copy }.Select(Near)];
        var wish = new CardWish
        {
            Candidates = candidates, Rubric = Rubrics.Find(Rubrics.Usual, desk), Entries = "", Against = [],
            Controls = [candidates[1]], Extent = CardExtent.All, Text = KoreanText(),
            Evidence = [.. new[] { (candidates[0], replies), (candidates[1], Ask(rival)), (candidates[2], Ask(copy)) }
                .Select(one => $"{one.Item1}={Result(one.Item1, one.Item2)}")],
            Folder = Near(place), Thresholds = Rubrics.Read(Rubrics.Provenance, desk),
            Trust = model => TrustFlags.Own(desk, model),
            Line = new([], (model, _) => TrustFlags.Own(desk, model)), Again = again,
        };
        var made = new CardMaking(desk, wish).Make();
        desk.Note($"wrote {Path.Combine(wish.Folder, CardFolder.PageFile)}; check it again: jaram assay replay "
                + wish.Folder, $"{Path.Combine(wish.Folder, CardFolder.PageFile)}을 썼습니다. 다시 검사: jaram assay replay "
                + wish.Folder);
        return made;
    }

    /// <summary>Raised from zero on the same village, from another seed, and not for long.</summary>
    private void RaiseRival(ModelFolder rival)
    {
        if (!File.Exists(Path.Combine(rival.Path, "design.json")))
        {
            var seed = folder.ReadRecipe().Seed + OtherSeed;
            Directory.CreateDirectory(rival.Path);
            rival.Make(folder.ReadDesign(), () => VillageText.Open(world, rival.Path),
                new(VillageText.Cleaning, new() { Seed = seed - OtherSeed }), seed, _ => { });
        }
        if (rival.ReadRecipe().Steps == 0)
            new RaisingRun(desk, rival, device, isJson: false).Go(new(RivalSteps, null, null));
    }

    private List<Reply> Ask(string path)
    {
        var model = UsableModel.Open(path, new());
        using var engine = model.Weights.Start(model.Design, new(), _ => { });
        return [.. Recall.Ask(new(engine, model.Tokenizer, Drafts.None), model.Tokenizer,
            Recall.Choose(world.Questions().Where(question => Recall.Required.ContainsKey(question.Kind)), Asked))];
    }

    private string Result(string model, IEnumerable<Reply> replies)
    {
        var path = Path.Combine(Reports(), $"recall-{Path.GetFileName(model)}.json");
        File.WriteAllBytes(path, CardFolder.BytesOf(RecallResult.Of(model, replies, again)));
        return path;
    }

    /// <summary>Korean of the village, for all candidates alike.</summary>
    private string KoreanText()
    {
        var path = Path.Combine(Reports(), "korean.txt");
        var text = new StringBuilder();
        var prose = world.Documents.OfType<Prose>().ToLookup(one => one.Language == Language.Korean);
        foreach (var document in prose[prose.Contains(true)])           // a village may have no Korean
            if (text.Length < MostCharacters) text.AppendLine(document.Text);
        File.WriteAllText(path, text.ToString(), new UTF8Encoding(false));
        return Near(path);
    }

    private string Reports() => Directory.CreateDirectory(Path.Combine(folder.Path, "reports")).FullName;

    private static string Near(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);
}
