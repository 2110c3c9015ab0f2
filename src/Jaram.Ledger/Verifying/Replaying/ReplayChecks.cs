// Segments made again, against what the ledger says came out.
// Source: gate G6 of a proof of training (ours): no tolerance, since tolerances are what broke Proof-of-Learning.

using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Replaying;

/// <summary>Names the segment and the tensor that do not come out again.</summary>
internal static class ReplayChecks
{
    /// <summary>Makes the check.</summary>
    /// <returns>How far the replay carries.</returns>
    public static Replayed Make(Examination look, IReadOnlyList<VersionMeasures> measures)
    {
        var segments = ReplayPlan.Segments(look.History);
        if (look.Evidence.Replay?.Invoke(measures) is not { Segments.Count: > 0 } audit)
        {
            look.Skip(CheckKind.Replay, "no segment was made again");
            return new(0, 0, segments.Count);
        }
        HashSet<long> same = [];
        look.Make(CheckKind.Replay, FlawKind.NotReproduced, () =>
        {
            foreach (var replayed in audit.Segments)
                if (segments.FindLast(made => made.Version.Version == replayed.Version) is { } made
                    && Compare(look, made, replayed))
                    same.Add(made.Index);
            return Examination.Say($"{same.Count} of {segments.Count} segments gave the same bytes again, "
                + $"{audit.Segments.Count} tried");
        });
        var drawn = audit.Challenge.Length == 0 ? 0 : audit.Chosen.Count(chosen =>
            chosen.Reasons.HasFlag(ReplayReasons.Drawn) && same.Contains(chosen.Made.Index));
        var missing = audit.Chosen.Count(chosen => !same.Contains(chosen.Made.Index));
        return new(drawn, same.Count, segments.Count) { IsComplete = audit.Chosen.Count > 0 && missing == 0 };
    }

    private static bool Compare(Examination look, GrowthEntry.Made made, ReplayedSegment replayed)
    {
        var (version, place) = (made.Version, Examination.Place(made));
        var recorded = look.History.TensorsOf(version);
        List<string> weights = recorded.Weights.Differing(replayed.Made.Weights);
        List<string> memory = recorded.Optimizer.Differing(replayed.Made.Optimizer);
        var steps = $"the segment from step {version.From} to {version.Step}";
        if (replayed.Documents != version.Documents)
            look.Object(FlawKind.ReorderedData, place,
                $"{steps} reads documents that hash to {replayed.Documents}, recorded is {version.Documents}: other "
                + $"documents, or another order; ask its makers");
        if (replayed.Found == version.Version && weights.Count == 0 && memory.Count == 0)
            return replayed.Documents == version.Documents;
        if (version.Weights != replayed.Weights
            && look.History.WithWeights(replayed.Weights) is [var other, ..])
            look.Object(FlawKind.SwappedVersion, place,
                $"{steps}, made again, gives the weights that the ledger calls {Examination.Place(other)}: "
                + $"{replayed.Weights}, recorded {version.Weights}; the two were swapped");
        else if (2 * weights.Count > recorded.Weights.Count && recorded.Weights.Count > 2)
            look.Object(FlawKind.NotReproduced, $"{place}, tensor {weights[0]}",
                $"{steps}, made again, gives other bytes in {weights.Count} of {recorded.Weights.Count} tensors, "
                + $"{weights[0]} first: weights, data or rates were not the recorded ones; ask its makers");
        else
            foreach (var name in weights.Concat(memory))
                look.Object(FlawKind.EditedTensor, $"{place}, tensor {name}",
                    $"{steps}, made again, gives {name} {Of(replayed.Made, name)}, recorded is "
                    + $"{Of(recorded, name)}: it was changed after training; ask its makers");
        if (weights.Count == 0 && memory.Count == 0)
            look.Object(FlawKind.Misrecorded, place,
                $"{steps}, made again, gives the listed tensors but version {replayed.Found}, recorded is "
                + $"{version.Version}: trainer.json or the entry was changed; ask its makers");
        return false;
    }

    private static string Of(TensorListing listing, string name) =>
        listing.Weights.Concat(listing.Optimizer).FirstOrDefault(t => t.Name == name)?.Sha256.ToString() ?? "not there";
}

/// <summary>How far a replay carries.</summary>
/// <param name="Drawn">Segments that a challenge drew and that gave the same bytes.</param>
/// <param name="Same">All segments that did.</param>
/// <param name="Of">All segments.</param>
internal readonly record struct Replayed(int Drawn, int Same, int Of)
{
    /// <summary>Whether all that was chosen gave the same bytes.</summary>
    public bool IsComplete { get; init; }
}
