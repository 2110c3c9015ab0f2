// Which segments are made again: drawn by a challenge that the maker did not know, and where a lie is
// likeliest.
// Source: Proof-of-Learning's top-q rule (arXiv:2103.05633, section 5.1), with random draws, as it alone was broken.

using System.Security.Cryptography;
using System.Text;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Replaying;

/// <summary>Chooses segments to make again.</summary>
public static class ReplayPlan
{
    /// <summary>Chooses; the same challenge and history, the same choice.</summary>
    /// <param name="history">The history as it was before the challenge was known.</param>
    /// <param name="challenge">Drawn by the verifier, or by a beacon, after the ledger's head was fixed.</param>
    /// <param name="random">How many the challenge draws; all if there are no more.</param>
    /// <param name="measures">From a <see cref="VerificationReport"/>, for the one that moved furthest; may be
    /// empty.</param>
    public static IReadOnlyList<ChosenSegment> Choose(GrowthHistory history, string challenge, int random,
        IReadOnlyList<VersionMeasures> measures)
    {
        var segments = Segments(history);
        var reasons = new ReplayReasons[segments.Count];
        foreach (var drawn in Draw(segments.Count, random, challenge)) reasons[drawn] |= ReplayReasons.Drawn;
        for (var i = 0; i < segments.Count; i++)
        {
            if (i == 0) reasons[i] |= ReplayReasons.First;
            else if (history.PlanOf(segments[i]) != history.PlanOf(segments[i - 1]))
                reasons[i] |= ReplayReasons.Boundary;
        }
        if (measures.Where(m => m.Pace > 0).MaxBy(m => m.Pace) is { } furthest
            && segments.FindIndex(segment => segment.Index == furthest.Made.Index) is >= 0 and var at)
            reasons[at] |= ReplayReasons.Furthest;
        return [.. segments.Zip(reasons, (segment, why) => new ChosenSegment(segment, why))
            .Where(chosen => chosen.Reasons != ReplayReasons.None)];
    }

    /// <summary>All segments that training made, in order.</summary>
    public static List<GrowthEntry.Made> Segments(GrowthHistory history) =>
        [.. history.Versions.Where(made => made.Version.Cause == Cause.Raised)];

    /// <summary>The least share of false segments that random draws from K find with 95 %: without putting back, the
    /// smallest b with C(K − b, q) / C(K, q) ≤ 5 %, over K.</summary>
    /// <param name="drawn">q, those that gave the same bytes.</param>
    /// <param name="of">K, all there are.</param>
    /// <returns>1 if nothing was drawn, 0 if all were.</returns>
    public static double DetectableShare(int drawn, int of)
    {
        if (drawn <= 0 || of <= 0) return 1;
        if (drawn >= of) return 0;
        var missed = 1.0;
        for (var bad = 1; bad <= of - drawn; bad++)
        {
            missed *= (double)(of - drawn - bad + 1) / (of - bad + 1);
            if (missed <= 0.05) return (double)bad / of;
        }
        return (double)(of - drawn + 1) / of;
    }

    /// <summary>The first places of a shuffled row (Fisher and Yates).</summary>
    private static IEnumerable<int> Draw(int of, int count, string challenge)
    {
        var seed = SHA256.HashData([.. "jaram-challenge-1\n"u8, .. Encoding.UTF8.GetBytes(challenge)]);
        var dice = new CounterRandom(seed, "segments");
        int[] row = [.. Enumerable.Range(0, of)];
        for (var i = 0; i < Math.Min(count, of); i++)
        {
            var j = i + (int)(dice.Bits((ulong)i) % (ulong)(of - i));
            (row[i], row[j]) = (row[j], row[i]);
            yield return row[i];
        }
    }
}
