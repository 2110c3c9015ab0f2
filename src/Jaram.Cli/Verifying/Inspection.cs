using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Cli.History;
using Jaram.Ledger;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;
using Jaram.Ledger.Verifying.Replaying;
using Jaram.Ledger.Verifying.Weights;
using Jaram.Training.Data;
using Jaram.Training.Growth;
using Jaram.Training.Recording;
using static TorchSharp.torch;

namespace Jaram.Cli.Verifying;

/// <summary>Checks a model's folder against its ledger.</summary>
/// <param name="desk">Where the user sits; told what is being done.</param>
/// <param name="folder">The model.</param>
internal sealed class Inspection(Desk desk, ModelFolder folder)
{
    /// <summary>Makes all checks.</summary>
    /// <param name="trust">Whom to believe.</param>
    /// <param name="replay">Makes segments of a model's history again; null to make none.</param>
    /// <param name="line">The models that it was grown from.</param>
    public VerificationReport Make(Trust trust, Replaying? replay, Ancestry line)
    {
        folder.ReadDesign();                                            // or it is no model
        if (!Directory.Exists(folder.Ledger)) Life.Read(desk, folder);  // says that nothing was raised
        using var shards = FindText();
        return LedgerVerifier.Verify(folder.Ledger, new Disk(), trust, history => new()
        {
            Began = kind => desk.Note($"checking: {CheckWords.Of(desk, kind)}", $"검사 중: {CheckWords.Of(desk, kind)}"),
            Versions = Opener(history),
            Recipe = new RecipeReadings(folder.ReadDesign(), shards).Reading,
            Files = Files(history),
            LastEpoch = shards is null ? null : LastEpoch(history),
            Parent = descent => Parent(history, descent, replay, line),
            Replay = replay is null ? null : measures => replay(folder, history, measures),
        });
    }

    /// <summary>Checks the parent, as this model is checked, and grows this one from it again.</summary>
    private Parentage? Parent(GrowthHistory history, Descent descent, Replaying? replay, Ancestry line)
    {
        if (line.Parents.ToArray() is not [var nearest, .. var further]) return null;
        desk.Note($"the parent: {nearest.Path}", $"부모: {nearest.Path}");
        var known = Life.Read(desk, nearest);
        var origin = TileLog.Open(nearest.Ledger, new Disk(), []).Origin;
        if (origin != descent.Origin)
            throw new MisuseException(desk.Say(
                $"--parent {nearest.Path}: its ledger is {origin}, {folder.Path} was grown from "
                + $"{Tame.Line(descent.Origin)}; give that model's folder",
                $"--parent {nearest.Path}: 그 원장은 {origin}인데 {folder.Path}은(는) {Tame.Line(descent.Origin)}에서 자랐습니다. "
                + "그 모델의 폴더를 주세요"));
        var report = new Inspection(desk, nearest).Make(line.Trust(nearest, history.Blob(descent.Head)), replay,
            line with { Parents = further });
        desk.Note($"growing it again from the parent by {Tame.Line(descent.By)}",
            $"부모에서 {Tame.Line(descent.By)}(으)로 다시 만드는 중");
        try
        {
            return new(origin, known, report, new Offspring(nearest, known).Again(history, descent));
        }
        catch (RaisingException other)
        {
            throw new LedgerException(other.Message);
        }
    }

    /// <summary>Opens each version in the store of its own branch.</summary>
    private OpenVersion Opener(GrowthHistory history)
    {
        var branches = new Dictionary<VersionMade, int>(ReferenceEqualityComparer.Instance);
        foreach (var made in history.Versions) branches[made.Version] = Branch.Of(history, made.Index);
        Dictionary<int, PackedOpener> openers = [];
        return version =>
        {
            var branch = branches[version];
            if (!openers.TryGetValue(branch, out var opener))
                openers[branch] = opener = new(folder.Versions(branch: branch).Versions, VersionFolder.RunFile);
            return opener.Open(version);
        };
    }

    /// <summary>The text; null where it did not come along.</summary>
    private ShardFolder? FindText()
    {
        try
        {
            return folder.OpenCorpus();
        }
        catch (DataException missing)
        {
            desk.Note($"the text is not checked: {missing.Message}", $"글은 검사하지 못합니다: {missing.Message}");
            return null;
        }
    }

    /// <summary>Digests of the files that must be the committed ones. A recipe may have a stage more than the ledger
    /// knows: it was planned, and the run was killed before its first step.</summary>
    private ModelFiles? Files(GrowthHistory history)
    {
        try
        {
            var recipe = folder.ReadRecipe();
            var known = history.Plans is [.., var last]
                ? Recipe.Read(history.Blob(last.Plan.Recipe), $"ledger blob {last.Plan.Recipe}").Stages.Count
                : 0;
            var planned = recipe with { Stages = [.. recipe.Stages.Take(known)] };
            return new(Digest.Of(folder.ReadDesign().Write()), Digest.Of(planned.Write()), OfTokenizer());
        }
        catch (LedgerException)
        {
            return null;                                                // said by the check of the blobs
        }
    }

    private Digest OfTokenizer() => Digest.TryParse(folder.ReadTokenizer().Digest, out var digest) ? digest : default;

    private IReadOnlyList<Remembered>? LastEpoch(GrowthHistory history)
    {
        if (history.Versions.Count == 0) return null;
        try
        {
            desk.Note("asking the model what it remembers of its last text", "마지막에 읽은 글을 얼마나 기억하는지 모델에 묻는 중");
            return new LastEpoch(folder, history, CPU).Score();
        }
        catch (Exception damaged) when (damaged is CheckpointException or LedgerException)
        {
            return null;                                                // said by the checks of store and blobs
        }
    }
}

/// <summary>Makes segments of a model's history again.</summary>
internal delegate ReplayAudit Replaying(
    ModelFolder folder, GrowthHistory history, IReadOnlyList<VersionMeasures> measures);

/// <summary>The models that one was grown from.</summary>
/// <param name="Parents">Nearest first.</param>
/// <param name="Trust">Whom to believe of each, which must contain a head.</param>
internal sealed record Ancestry(IReadOnlyList<ModelFolder> Parents, Func<ModelFolder, byte[], Trust> Trust);
