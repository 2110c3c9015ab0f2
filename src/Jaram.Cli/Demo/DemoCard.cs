// The last part of the demo: the raised model beside two others that want to pass for its equals.
// Source: ours.

using System.Text;
using Jaram.Cli.Assaying;
using Jaram.Cli.Judging;
using Jaram.Cli.Judging.Decoys;
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
/// <param name="again">The command that makes all of it again.</param>
internal sealed class DemoCard(Desk desk, ModelFolder folder, World world, string again)
{
    private const int Asked = 20, MostCharacters = 20_000;

    /// <summary>A rival of few steps: the demo is over in minutes.</summary>
    private const long RivalSteps = 16;

    /// <summary>Makes it.</summary>
    /// <param name="replies">What the model said already.</param>
    /// <param name="device">Where the rival is raised.</param>
    /// <returns>The card; null if the user stopped it before its rival was there.</returns>
    public MadeCard? Make(IReadOnlyList<Reply> replies, torch.Device device)
    {
        var model = Near(folder.Path);
        var decoys = new DecoyPair(desk, model, RivalSteps);
        if (!decoys.Make(device)) return null;
        var wish = decoys.Join(new()
        {
            Candidates = [], Rubric = Rubrics.Find(Rubrics.Usual, desk), Entries = "", Against = [], Controls = [],
            Extent = CardExtent.All, Text = KoreanText(),
            Evidence = [Result(model, replies), Result(decoys.Rival, Ask(decoys.Rival)),
                Result(decoys.Copy, Ask(decoys.Copy))],
            Folder = Near(Path.Combine(folder.Path, "reports", "scorecard")),
            Thresholds = Rubrics.Read(Rubrics.Provenance, desk), ScanWords = "", TrustWords = "",
            Trust = own => TrustFlags.Own(desk, own),
            Line = new([], (own, _) => TrustFlags.Own(desk, own)), Again = again,
        });
        var made = new CardMaking(desk, wish).Make();
        var page = Path.Combine(wish.Folder, CardFolder.PageFile);
        desk.Note($"wrote {page}; check it again: jaram assay replay {wish.Folder}",
            $"{page}을(를) 썼습니다. 다시 검사: jaram assay replay {wish.Folder}");
        return made;
    }

    private List<Reply> Ask(string path)
    {
        var model = UsableModel.Open(path, new());
        using var engine = model.Weights.Start(model.Design, new(), _ => { });
        return [.. Recall.Ask(new(engine, model.Tokenizer, Drafts.None), model.Tokenizer,
            Recall.Choose(world.Questions().Where(question => Recall.Required.ContainsKey(question.Kind)), Asked))];
    }

    /// <summary>Keeps a result.</summary>
    /// <returns>Whose it is and where, as --evidence takes it.</returns>
    private string Result(string model, IEnumerable<Reply> replies)
    {
        var path = Path.Combine(Reports(), $"recall-{Path.GetFileName(model)}.json");
        File.WriteAllBytes(path, CardFolder.BytesOf(RecallResult.Of(model, replies, again)));
        return $"{model}={path}";
    }

    /// <summary>Korean of the village, for all candidates alike; a village may have none.</summary>
    private string KoreanText()
    {
        var path = Path.Combine(Reports(), "korean.txt");
        var text = new StringBuilder();
        var prose = world.Documents.OfType<Prose>().ToLookup(one => one.Language == Language.Korean);
        foreach (var document in prose[prose.Contains(true)])
            if (text.Length < MostCharacters) text.AppendLine(document.Text);
        File.WriteAllText(path, text.ToString(), new UTF8Encoding(false));
        return Near(path);
    }

    private string Reports() => Directory.CreateDirectory(Path.Combine(folder.Path, "reports")).FullName;

    private static string Near(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);
}
