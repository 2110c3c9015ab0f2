// A version in the store against its listing and its digests.
// Source: ours.

using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Weights;

/// <summary>Names the tensor that is not the recorded one.</summary>
internal sealed class StoreCheck(Examination look)
{
    /// <summary>Checks a version.</summary>
    /// <returns>Tensors that were looked at.</returns>
    public int Of(GrowthEntry.Made made)
    {
        var (version, place) = (made.Version, Examination.Place(made));
        Repeated(made);
        try
        {
            using var stored = look.Evidence.Versions(version);
            if (IsGivenUp(made, stored)) return 0;
            if (stored is null)
            {
                look.Object(FlawKind.StoreLacks, place,
                    $"the store has no version of step {version.Step} named {version.Version}: bring it back, the "
                    + $"ledger promises it");
                return 0;
            }
            return Of(made, stored);
        }
        catch (CheckpointException wrong)
        {
            look.Object(FlawKind.StoreLacks, place, $"{wrong.Message}");
            return 0;
        }
    }

    private int Of(GrowthEntry.Made made, StoredVersion stored)
    {
        var listing = look.History.TensorsOf(made.Version);
        var place = Examination.Place(made);
        var wrong = Differing(stored.Weights, listing.Weights);
        var found = stored.Weights.Digest();
        if (found != made.Version.Weights && Other(made, found) is { } other)
            look.Object(FlawKind.SwappedVersion, place,
                $"the store holds the weights of {Examination.Place(other)} in its place: {found}, recorded "
                + $"{made.Version.Weights}; bring its own back");
        else if (wrong.Count > 0 && 2 * wrong.Count > listing.Weights.Count && listing.Weights.Count > 2)
            look.Object(FlawKind.ForeignWeights, place,
                $"{wrong.Count} of {listing.Weights.Count} tensors are not the recorded ones, '{wrong[0]}' first: "
                + $"the store holds other weights; bring its own back");
        else if (wrong.Count > 0)
            foreach (var name in wrong)
                look.Object(FlawKind.EditedTensor, $"{place}, tensor {name}",
                    $"tensor {name} is {Of(stored.Weights, name)}, recorded is {Of(listing.Weights, name)}: it was "
                    + $"changed in the store; bring its own back");
        else if (found != made.Version.Weights)
            look.Object(FlawKind.Misrecorded, place,
                $"its tensors are those listed but hash to {found}, recorded is {made.Version.Weights}: the entry "
                + $"was changed; ask its makers");
        if (stored.Optimizer is { } memory)
            foreach (var name in Differing(memory, listing.Optimizer))
                look.Object(FlawKind.EditedTensor, $"{place}, optimizer tensor {name}",
                    $"optimizer tensor {name} is {Of(memory, name)}, recorded is {Of(listing.Optimizer, name)}: it "
                    + $"was changed in the store; bring its own back");
        if (stored.State is { } state && state != made.Version.State)
            look.Object(FlawKind.ChangedFile, $"{place}, trainer.json",
                $"trainer.json is {state}, recorded is {made.Version.State}: bring its own back");
        return stored.Weights.Entries.Count;
    }

    /// <summary>Whether the run went on from an earlier version, and a later version of the same step lies in the store
    /// in its place.</summary>
    private bool IsGivenUp(GrowthEntry.Made made, StoredVersion? stored)
    {
        if (look.History.At(made.Version.Step) is not { } newest || newest.Index == made.Index) return false;
        if (newest.Version.Weights == made.Version.Weights) return false;
        return (stored is null || stored.Weights.Digest() == newest.Version.Weights) && look.GivenUp.Add(made.Index);
    }

    /// <summary>Weights that are an older version's, though training went on in between.</summary>
    private void Repeated(GrowthEntry.Made made)
    {
        if (made.Version.Cause != Cause.Raised) return;
        var twin = look.History.WithWeights(made.Version.Weights).FirstOrDefault(older =>
            older.Index < made.Index && !made.Version.Parents.Contains(older.Version.Version));
        if (twin is not null)
            look.Object(FlawKind.SwappedVersion, Examination.Place(made),
                $"it has the weights of {Examination.Place(twin)}, though {made.Version.Step - twin.Version.Step} "
                + $"steps lie between: an older version stands in its place; replay this segment");
    }

    private GrowthEntry.Made? Other(GrowthEntry.Made made, Digest weights) =>
        look.History.WithWeights(weights).FirstOrDefault(other => other.Index != made.Index);

    /// <summary>Names of tensors that differ, or are on one side only.</summary>
    private static List<string> Differing(StoredTensors stored, IReadOnlyList<NamedDigest> listed)
    {
        var left = listed.ToDictionary(tensor => tensor.Name, tensor => tensor.Sha256);
        List<string> wrong = [];
        foreach (var entry in stored.Entries)
            if (!left.Remove(entry.Name, out var due) || stored.DigestOf(entry) != due) wrong.Add(entry.Name);
        return [.. wrong, .. left.Keys];
    }

    private static string Of(IReadOnlyList<NamedDigest> listed, string name) =>
        listed.FirstOrDefault(tensor => tensor.Name == name)?.Sha256.ToString() ?? "not listed";

    private static string Of(StoredTensors stored, string name) =>
        stored.Entries.FirstOrDefault(entry => entry.Name == name) is { } entry
            ? stored.DigestOf(entry).ToString()
            : "not there";
}
