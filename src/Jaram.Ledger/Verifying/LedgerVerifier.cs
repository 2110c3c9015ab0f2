// Reads a ledger, the store and what was kept elsewhere, and says what can be believed.
// Source: ours.

using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying.Logs;
using Jaram.Ledger.Verifying.Replaying;
using Jaram.Ledger.Verifying.Weights;

namespace Jaram.Ledger.Verifying;

/// <summary>Verifies a model's history.</summary>
public static class LedgerVerifier
{
    /// <summary>Makes all checks. What is wrong with the ledger is in the report; nothing of it throws.</summary>
    /// <param name="ledger">The ledger's folder; may be read-only.</param>
    /// <param name="disk">Where.</param>
    /// <param name="trust">Whom to believe.</param>
    /// <param name="evidence">What else there is to go by.</param>
    /// <exception cref="LedgerException">No key says whose ledger it should be, or a kept checkpoint is none of this
    /// log.</exception>
    public static VerificationReport Verify(string ledger, Disk disk, Trust trust, Evidence evidence) =>
        Verify(ledger, disk, trust, _ => evidence);

    /// <summary>Makes all checks; what there is to go by depends on what of the ledger can be read.</summary>
    /// <param name="ledger">The ledger's folder; may be read-only.</param>
    /// <param name="disk">Where.</param>
    /// <param name="trust">Whom to believe.</param>
    /// <param name="gather">Finds what belongs to a history.</param>
    /// <exception cref="LedgerException">No key says whose ledger it should be, or a kept checkpoint is none of this
    /// log.</exception>
    public static VerificationReport Verify(string ledger, Disk disk, Trust trust,
        Func<GrowthHistory, Evidence> gather)
    {
        if (trust.Keys.Count == 0)
            throw new LedgerException($"{ledger}: no key says whose ledger it should be: give its makers' public key");
        (string Name, VerifierKey Key)[] witnesses = [.. trust.Policy?.Witnesses ?? []];
        var reading = new LogReading(ledger, disk, trust.Keys, witnesses);
        VouchedHead[] kept = [.. trust.Kept.Select(k => reading.Kept(k.Where, k.Note.Span))];
        var vouching = reading.Log.Newest.Vouches.Select(vouch => vouch.Witness).ToHashSet(StringComparer.Ordinal);
        var demand = trust.Policy is { } policy
            ? new WitnessDemand(policy.IsMetBy([.. witnesses.Where(w => vouching.Contains(w.Name)).Select(w => w.Key)]),
                policy.Demand, [.. witnesses.Select(w => w.Name)])
            : null;
        return Verify(reading, kept, demand, gather(reading.History));
    }

    private static VerificationReport Verify(LogReading reading, IReadOnlyList<VouchedHead> kept, WitnessDemand? demand,
        Evidence evidence)
    {
        var look = new Examination(reading.History, evidence);
        var logs = new LogChecks(look, reading.Log, kept, demand);
        logs.Make();
        OrderChecks.Make(look);
        ChainChecks.Make(look);
        DescentChecks.Make(look);
        RecipeChecks.Make(look);
        var measures = WeightChecks.Make(look);
        LossChecks.Make(look);
        PalimpsestCheck.Make(look);
        var replayed = ReplayChecks.Make(look, measures);
        return Verdict.Of(look, measures, replayed, logs.IsAnchoredEarly);
    }
}
