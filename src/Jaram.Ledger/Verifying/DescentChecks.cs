// A grown model's version 0 must be what its parent and the operator give. What was copied is checked against the
// parent's listing, which the child's ledger holds; all else needs the parent itself.
// Source: ours.

using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying;

/// <summary>Where a grown model comes from. Of a model that was raised from first weights nothing is asked.</summary>
internal static class DescentChecks
{
    /// <summary>Makes both checks.</summary>
    public static void Make(Examination look)
    {
        if (look.History.Descents is not [var grown, ..]) return;
        look.Make(CheckKind.Descent, FlawKind.Blob, () => Descent(look, grown));
        try
        {
            if (look.Evidence.Parent?.Invoke(grown.Descent) is { } parent)
            {
                look.Make(CheckKind.Parent, FlawKind.Parent, () => Parent(look, grown, parent));
                look.ParentLevel = parent.Report.Level;
            }
            else
                look.Skip(CheckKind.Parent, Examination.Say($"its parent is not here: version ")
                    + $"{Examination.Short(grown.Descent.Parent)} of {grown.Descent.Origin}");
        }
        catch (Exception unreadable) when (unreadable is LedgerException or CheckpointException)
        {
            look.Make(CheckKind.Parent, FlawKind.Parent, () => throw unreadable);
        }
    }

    /// <summary>The map against both listings.</summary>
    private static string Descent(Examination look, GrowthEntry.Grown grown)
    {
        var (descent, place) = (grown.Descent, Examination.Place(grown));
        var name = VersionMade.NameOf(descent.Weights, descent.Optimizer, descent.State);
        if (name != descent.Parent)
            look.Object(FlawKind.Name, place,
                $"its parent is named {descent.Parent}, the parent's weights, optimizer and state give {name}: the "
                + $"entry was changed; ask its makers");
        if (look.History.Versions is not [{ Version: { Cause: Cause.Grown } first }, ..])
        {
            look.Object(FlawKind.Parent, place,
                $"{look.History.Versions.Count} versions follow it, none of them grown first: ask its makers");
            return Examination.Say($"0 tensors");
        }
        var (map, old, own) = (look.History.MapOf(descent), look.History.ListingOf(descent.Tensors),
            look.History.TensorsOf(first));
        var copied = Copied(look, grown, map.Weights, old.Weights, own.Weights)
            + Copied(look, grown, map.Optimizer, old.Optimizer, own.Optimizer);
        return Examination.Say($"{copied} of {own.Weights.Count + own.Optimizer.Count} tensors are the parent's own, ")
            + Examination.Say($"by {descent.By} from step {descent.Step}");
    }

    /// <returns>Tensors that were copied.</returns>
    private static int Copied(Examination look, GrowthEntry grown, IReadOnlyList<TensorDescent> map,
        IReadOnlyList<NamedDigest> parents, IReadOnlyList<NamedDigest> own)
    {
        var old = parents.ToDictionary(tensor => tensor.Name, tensor => tensor.Sha256);
        var left = own.ToDictionary(tensor => tensor.Name, tensor => tensor.Sha256);
        var count = 0;
        foreach (var (name, how, from) in map)
        {
            var place = $"{Examination.Place(grown)}, tensor {name}";
            if (!left.Remove(name, out var found))
                look.Object(FlawKind.Misrecorded, place, $"version 0 has no tensor {name}: ask its makers");
            else if (from.FirstOrDefault(source => !old.ContainsKey(source)) is { } unknown)
                look.Object(FlawKind.Misrecorded, place, $"its parent has no tensor {unknown}: ask its makers");
            else if (how == TensorOrigin.Copied && from is not [_])
                look.Object(FlawKind.Misrecorded, place,
                    $"it was copied from {from.Count} tensors, a copy is of 1: ask its makers");
            else if (how == TensorOrigin.Copied && old[from[0]] != found)
                look.Object(FlawKind.EditedTensor, place,
                    $"tensor {name} is {found}, the parent's {from[0]} that it was copied from is {old[from[0]]}: it "
                    + $"was changed; grow the model again");
            if (how == TensorOrigin.Copied) count++;
        }
        if (left.Count > 0)
            look.Object(FlawKind.Misrecorded, Examination.Place(grown),
                $"{left.Count} tensors of version 0 come from nowhere, {left.Keys.First()} first: ask its makers");
        return count;
    }

    /// <summary>The parent's own ledger, and what growing it again gave.</summary>
    private static string Parent(Examination look, GrowthEntry.Grown grown, Parentage parent)
    {
        var (descent, place) = (grown.Descent, Examination.Place(grown));
        if (parent.Origin != descent.Origin)
            look.Object(FlawKind.Parent, place,
                $"its parent's ledger is {descent.Origin}, the one that was brought is {parent.Origin}: bring the "
                + $"parent");
        else if (parent.History.Find(descent.Parent)?.Version is not { } version)
            look.Object(FlawKind.Parent, place,
                $"its parent is version {descent.Parent}, which none of {parent.History.Entries.Count} entries of "
                + $"{parent.Origin} made: ask its makers");
        else if (version.Step != descent.Step || version.Tensors != descent.Tensors
            || parent.History.Commitment.Design != descent.Design)
            look.Object(FlawKind.Parent, place,
                $"of its parent it has step {descent.Step}, tensors {descent.Tensors}, design {descent.Design}; the "
                + $"parent's ledger has {version.Step}, {version.Tensors}, {parent.History.Commitment.Design}: ask "
                + $"its makers");
        foreach (var flaw in parent.Report.Flaws.Take(1))
            look.Object(flaw.Kind, $"parent, {flaw.Where}", $"{flaw.Text}");
        var tensors = look.History.Versions is [{ Version: var first }, ..]
            ? Again(look, grown, look.History.TensorsOf(first), parent.Grown)
            : 0;
        return Examination.Say($"{tensors} tensors grown again; the parent's own level is {parent.Report.Level}");
    }

    private static int Again(Examination look, GrowthEntry.Grown grown, TensorListing recorded, TensorListing made)
    {
        List<string> weights = recorded.Weights.Differing(made.Weights);
        List<string> memory = recorded.Optimizer.Differing(made.Optimizer);
        var kind = 2 * weights.Count > recorded.Weights.Count ? FlawKind.ForeignWeights : FlawKind.EditedTensor;
        foreach (var name in weights.Concat(memory))
            look.Object(kind, $"{Examination.Place(grown)}, tensor {name}",
                $"{grown.Descent.By} from version {Examination.Short(grown.Descent.Parent)}, made again, gives another "
                + $"{name} than the recorded one, and so in {weights.Count + memory.Count} of "
                + $"{recorded.Weights.Count + recorded.Optimizer.Count} tensors: it was changed, or this program is "
                + $"another one; ask its makers");
        return recorded.Weights.Count + recorded.Optimizer.Count;
    }
}
