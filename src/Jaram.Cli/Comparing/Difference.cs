using Jaram.Architecture;
using Jaram.Checkpoints.Packing;
using Jaram.Cli.History;
using Jaram.Ledger.Growth;
using Jaram.Training.Data;
using Jaram.Training.Recording;
using static TorchSharp.torch;

namespace Jaram.Cli.Comparing;

/// <summary>Two versions of one model side by side.</summary>
/// <param name="Before">The first.</param>
/// <param name="After">The second.</param>
/// <param name="Common">The newest version that both come from; one of the two, where one comes from the other.</param>
/// <param name="Tensors">How every weight changed.</param>
/// <param name="Routers">How choices of experts changed.</param>
/// <param name="Probes">How answers to the standing probes changed.</param>
/// <param name="Ways">What was read from the common version to the second and, where it is on another branch, to the
/// first.</param>
internal sealed record Difference(GrowthEntry.Made Before, GrowthEntry.Made After, GrowthEntry.Made Common,
    IReadOnlyList<TensorChange> Tensors, IReadOnlyList<RouterShift> Routers, ProbeShift Probes,
    IReadOnlyList<Way> Ways)
{
    private const int Examples = 5;

    /// <summary>Where it changed.</summary>
    public HeatMap Map => new(Tensors);

    /// <summary>Compares.</summary>
    /// <param name="desk">Told what takes long.</param>
    /// <param name="folder">The model.</param>
    /// <param name="history">Its ledger.</param>
    /// <param name="before">The first version.</param>
    /// <param name="after">The second version.</param>
    public static Difference Between(
        Desk desk, ModelFolder folder, GrowthHistory history, GrowthEntry.Made before, GrowthEntry.Made after)
    {
        var (design, recipe, shelf) = (folder.ReadDesign(), folder.ReadRecipe(), new Shelf(folder, history));
        desk.Note("comparing weights", "가중치를 견주는 중");
        var (was, now) = (shelf.Weights(before), shelf.Weights(after));
        using var shards = Text(desk, folder);
        var probes = shards is null ? null : ProbeRows.HeldOut(shards, recipe, design.Context).First();
        var loads = probes is not null && was.Tensors.Any(t => t.Name.EndsWith(".load", StringComparison.Ordinal))
            ? ExpertLoads.Of(design, probes, [(shelf.Of(before), before), (shelf.Of(after), after)])
            : [];
        var common = Meeting(history, before, after);
        return new(before, after, common, [.. Changes(was, now)], RouterShift.Of(was, now, loads),
            ProbeShift.Of(before.Version, after.Version, probes, folder.ReadTokenizer(), Examples),
            [
                .. new[] { after, before }.Where(end => end.Version.Version != common.Version.Version)
                    .Select(end => Way.Of(history, common, end, shards, recipe, design)),
            ]);
    }

    private static IEnumerable<TensorChange> Changes(HeldTensors before, HeldTensors after)
    {
        foreach (var tensor in before.Tensors)
        {
            if (!after.Tensors.Contains(tensor)) continue;              // designs do not change within a ledger
            using var scope = NewDisposeScope();
            yield return TensorChange.Of(tensor.Name, Tensor(before, tensor.Name), Tensor(after, tensor.Name));
        }
    }

    private static Tensor Tensor(HeldTensors from, string name)
    {
        var values = empty(from[name].Shape.AsSpan());
        from.Bytes(name).CopyTo(values.bytes);
        return values;
    }

    private static ShardFolder? Text(Desk desk, ModelFolder folder)
    {
        try
        {
            return folder.OpenCorpus();
        }
        catch (DataException missing)
        {
            desk.Note($"without the text, nothing is said of what was read: {missing.Message}",
                $"글이 없어, 무엇을 읽었는지는 말하지 않습니다: {missing.Message}");
            return null;
        }
    }

    private static GrowthEntry.Made Meeting(GrowthHistory history, GrowthEntry.Made before, GrowthEntry.Made after)
    {
        var line = new HashSet<long>();
        for (var made = before; made is not null; made = history.ParentOf(made)) line.Add(made.Index);
        var common = after;
        while (!line.Contains(common.Index) && history.ParentOf(common) is { } parent) common = parent;
        return common;
    }
}

/// <summary>What was read on the way from one version to another.</summary>
/// <param name="End">The version at its end.</param>
/// <param name="Steps">Steps.</param>
/// <param name="Tokens">Ids read.</param>
/// <param name="Text">Documents; null where the text is not here.</param>
internal sealed record Way(GrowthEntry.Made End, long Steps, long Tokens, TextRead? Text)
{
    /// <summary>The way along first parents.</summary>
    public static Way Of(GrowthHistory history, GrowthEntry.Made from, GrowthEntry.Made end, ShardFolder? shards,
        Recipe recipe, Design design)
    {
        List<StepRecord> steps = [];
        for (var made = end; made is not null && made.Index != from.Index; made = history.ParentOf(made))
            steps.InsertRange(0, history.StepsOf(made.Version));
        return new(end, steps.Count, end.Version.Tokens - from.Version.Tokens, shards is null
            ? null
            : TextRead.Of(shards, new(shards, recipe.Rows, design.Context, recipe.Seed), steps));
    }
}
