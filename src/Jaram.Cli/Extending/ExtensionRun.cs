// Measures how a raised model takes up a language: a child that goes on with the new text, and the held-out text of
// both scored before and after. The child is a model of its own, with a ledger that names its parent.
// Source: ours; docs/formats/extension.md.

using Jaram.Checkpoints;
using Jaram.Cli.Assaying;
using Jaram.Cli.History;
using Jaram.Cli.Raising;
using Jaram.Cli.Recording;
using Jaram.Ledger.Growth;
using Jaram.Training.Data;
using Jaram.Training.Growth;
using Jaram.Training.Recording;
using static TorchSharp.torch;

namespace Jaram.Cli.Extending;

/// <summary>Carries an extension out.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="wish">What is asked for.</param>
/// <param name="device">Where it is computed.</param>
internal sealed class ExtensionRun(Desk desk, ExtensionWish wish, Device device)
{
    private readonly ModelFolder _model = new(wish.Model), _child = new(wish.Out);

    /// <summary>Makes the child, or goes on with it, and scores.</summary>
    /// <returns>What came of it; null if the user stopped the child, which is saved.</returns>
    /// <exception cref="MisuseException">The text is none for this model, or another child is there.</exception>
    /// <exception cref="CheckpointException">A version cannot be read or written.</exception>
    public ExtensionReport? Go()
    {
        var history = Life.Read(desk, _model);
        var made = new VersionRef(desk, history).Find(wish.Version);
        var draft = _child.Path + ".text";
        var written = Path.Combine(draft, "corpus");
        Directory.CreateDirectory(draft);
        using var held = FolderLock.Take(draft, "extended", desk.Time);
        if (Directory.Exists(written)) Directory.Delete(written, recursive: true);      // its making was cut off
        try
        {
            desk.Note("writing the new text in the model's tokens", "새 글을 모델의 토큰으로 적는 중");
            using var home = _model.OpenCorpus();
            var (manifest, homeShare) = new ExtensionText(desk, _model, wish).Write(written, home);
            using var there = ShardFolder.Open(written);
            desk.Note($"scoring both texts before, at step {made.Version.Step}",
                $"{made.Version.Step} 스텝에서 두 글의 점수를 재는 중");
            var scores = new HeldOutScores(_model, history, device);
            var before = (There: Enough(scores.Of(made, there), string.Join(' ', wish.Corpus)),
                Home: Enough(scores.Of(made, home), wish.Model));
            Beget(history, made, Continuation.On(manifest), written);
            if (!Raise()) return null;
            desk.Note("scoring both texts after", "키운 뒤 두 글의 점수를 재는 중");
            var life = Life.Read(desk, _child);
            var newest = life.Versions[^1];
            scores = new(_child, life, device);
            return new(wish, (made.Version, Flops(history, made)), (newest.Version, Flops(life, newest)),
                [.. manifest.Cleaning.Files.Select(file => file.Name)], homeShare,
                ExtensionSide.Of(manifest.HeldOut, before.There, scores.Of(newest, there)),
                ExtensionSide.Of(home.Manifest.HeldOut, before.Home, scores.Of(newest, home)));
        }
        finally
        {
            Directory.Delete(draft, recursive: true);
        }
    }

    /// <summary>Makes the child, or sees to it that the one that is there is the same.</summary>
    private void Beget(GrowthHistory history, GrowthEntry.Made made, Continuation by, string text)
    {
        if (!Directory.Exists(_child.Path))
        {
            var offspring = new Offspring(_model, history);
            var plan = new GrowthPlan(offspring.Read(made), made.Version.Version, by, _model.ReadRecipe());
            offspring.Make(_child, made, plan, by,
                new(Keyring.Open(desk), ProgramFiles.Of(AppContext.BaseDirectory), desk.Time), text);
            return;
        }
        if (Subjects.Raised(wish.Out) is null || _child.FindHistory()?.Descents is not [{ Descent: var descent }, ..]
            || descent.By != by.Word || descent.Parent != made.Version.Version)
            throw new MisuseException(desk.Say(
                $"--out {wish.Out}: is there and is not {by.Word} of version {VersionRef.Short(made.Version.Version)}; "
                    + "choose another name",
                $"--out {wish.Out}: 이미 있고, 버전 {VersionRef.Short(made.Version.Version)}의 {by.Word}이(가) 아닙니다. "
                    + "다른 이름을 쓰세요"));
    }

    /// <summary>Raises the child as far as was planned, or as is asked if nothing was yet.</summary>
    /// <returns>Whether it got there.</returns>
    private bool Raise()
    {
        var planned = _child.ReadRecipe().Steps;
        if (planned > 0 && wish.Budget.Steps is { } steps && steps != planned)
            throw new MisuseException(desk.Say(
                $"{wish.Out}: is planned with {planned} steps, --steps says {steps}; choose another --out",
                $"{wish.Out}: {planned} 스텝으로 계획되어 있는데 --steps는 {steps}입니다. 다른 --out을 쓰세요"));
        var pace = new RaisingRun(desk, _child, device, isJson: false)
            .Go(planned > 0 ? new(null, null, null) : wish.Budget);
        if (pace is null || pace.Step == pace.Began!.Steps) return true;
        desk.Note($"stopped at step {pace.Step} of {pace.Began.Steps}, saved; the same command goes on",
            $"{pace.Began.Steps} 중 {pace.Step} 스텝에서 멈추고 저장했습니다. 같은 명령으로 이어집니다");
        return false;
    }

    private IReadOnlyList<ScoredDocument> Enough(IReadOnlyList<ScoredDocument> scored, string whose) =>
        scored.Count >= ExtensionText.FewestHeldOut ? scored : throw new MisuseException(desk.Say(
            $"{whose}: {scored.Count} held-out documents can be scored, an error needs {ExtensionText.FewestHeldOut}; "
                + "bring more text, or hold out more of it with --held-out",
            $"{whose}: 점수를 잴 남겨 둔 문서가 {scored.Count}개인데 오차를 말하려면 {ExtensionText.FewestHeldOut}개가 필요합니다. "
                + "글을 더 주거나 --held-out으로 더 남겨 두세요"));

    /// <summary>Operations of a model's life up to a version.</summary>
    private static double Flops(GrowthHistory history, GrowthEntry.Made until) =>
        history.Versions.Where(made => made.Index <= until.Index).Sum(made => made.Version.Cost.FlopsByStructure);
}
