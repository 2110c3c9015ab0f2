// Things must be done in order: committed, then drawn, then planned, then raised; and times may not go back.
// Source: gates G0 to G2 of a proof of training (ours).

using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying;

/// <summary>The order of entries, the times they claim, and the blobs they name.</summary>
internal static class OrderChecks
{
    private const int LeastNonce = 16, MostNonce = 64;

    /// <summary>Makes both checks that need nothing but the entries, and the one of blobs.</summary>
    public static void Make(Examination look)
    {
        look.Make(CheckKind.Order, FlawKind.Misordered, () => Order(look));
        look.Make(CheckKind.Blobs, FlawKind.Blob, () => Blobs(look));
    }

    private static string Order(Examination look)
    {
        var history = look.History;
        if (history.Entries.Count == 0)
        {
            look.Object(FlawKind.Misordered, "ledger", $"the ledger has 0 entries, a model has 4 or more: raise it");
            return Examination.Say($"0 entries");
        }
        Single(look, "commitment", 0, history.Commitments);
        Single(look, "nonce", 1, history.Nonces);
        if (history.Commitments is [var committed] && history.Nonces is [var drawn])
        {
            var seal = committed.Commitment.Seal();
            if (drawn.Nonce.Commitment != seal)
                look.Object(FlawKind.Misordered, Examination.Place(drawn),
                    $"the nonce was drawn for commitment {drawn.Nonce.Commitment}, the ledger's is {seal}: it "
                    + $"belongs to another model, ask its makers");
            if (drawn.Nonce.Value.Length is < 2 * LeastNonce or > 2 * MostNonce)
                look.Object(FlawKind.Misordered, Examination.Place(drawn),
                    $"the nonce has {drawn.Nonce.Value.Length} hexadecimal digits, it must have {2 * LeastNonce} to "
                    + $"{2 * MostNonce}: ask its makers");
        }
        if (history.Descents.Count > 0) Single(look, "descent", 2, history.Descents);
        foreach (var made in history.Versions)
            if (history.PlanOf(made) is null && made.Version.Cause != Cause.Grown)
                look.Object(FlawKind.Misordered, Examination.Place(made),
                    $"it was made before any of {history.Plans.Count} plans: what is done must be planned first; "
                    + $"ask its makers");
        return Examination.Say($"{history.Entries.Count} entries: {history.Plans.Count} plans, "
            + $"{history.Versions.Count} versions");
    }

    /// <summary>An entry that must stand at one place, and at no other.</summary>
    private static void Single(Examination look, string what, long place, IReadOnlyList<GrowthEntry> found)
    {
        if (found is [{ Index: var index }] && index == place) return;
        var places = found.Count == 0 ? "nowhere" : $"at {string.Join(", ", found.Select(entry => entry.Index))}";
        look.Object(FlawKind.Misordered, $"entry {place}",
            $"the {what} must stand at entry {place} alone, it stands {places}: what was committed later binds "
            + $"nobody; ask its makers");
    }

    private static string Blobs(Examination look)
    {
        var (found, bytes) = (0, 0L);
        foreach (var (entry, what, digest) in Named(look.History).DistinctBy(named => named.Digest))
        {
            try
            {
                bytes += look.History.Blob(digest).Length;
                found++;
            }
            catch (LedgerException wrong)
            {
                look.Object(FlawKind.Blob, $"{Examination.Place(entry)}, {what}", $"{wrong.Message}");
            }
        }
        return Examination.Say($"{found} blobs, {bytes} bytes");
    }

    /// <summary>Every blob that an entry names.</summary>
    private static IEnumerable<(GrowthEntry Entry, string What, Digest Digest)> Named(GrowthHistory history) =>
        history.Entries.SelectMany<GrowthEntry, (GrowthEntry, string, Digest)>(entry => entry switch
        {
            GrowthEntry.Committed { Commitment: var c } =>
            [
                (entry, "design", c.Design), (entry, "recipe", c.Recipe), (entry, "manifest", c.Text.Manifest),
                (entry, "first weights", c.FirstWeights),
            ],
            GrowthEntry.Grown { Descent: var d } =>
            [
                (entry, "parent's head", d.Head), (entry, "parent's design", d.Design),
                (entry, "parent's tensors", d.Tensors), (entry, "map", d.Map),
            ],
            GrowthEntry.Planned { Plan: var plan } => [(entry, "recipe", plan.Recipe)],
            GrowthEntry.Made { Version: var v } => [(entry, "tensors", v.Tensors), (entry, "steps", v.Steps)],
            _ => [],
        });
}
