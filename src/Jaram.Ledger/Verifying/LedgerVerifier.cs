// Reads a ledger, the store and what was kept elsewhere, and says what can be believed.
// Source: ours.

using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying.Logs;
using Jaram.Ledger.Verifying.Replaying;
using Jaram.Ledger.Verifying.Weights;

namespace Jaram.Ledger.Verifying;

/// <summary>Verifies a model's history.</summary>
public static class LedgerVerifier
{
    /// <summary>Makes all checks on a log that was read.</summary>
    internal static VerificationReport Verify(GrowthHistory history, ShownLog log, IReadOnlyList<VouchedHead> kept,
        PolicyVerdict? policy, Evidence evidence)
    {
        var look = new Examination(history, evidence);
        var logs = new LogChecks(look, log, kept, policy);
        logs.Make();
        OrderChecks.Make(look);
        ChainChecks.Make(look);
        RecipeChecks.Make(look);
        var measures = WeightChecks.Make(look);
        LossChecks.Make(look);
        PalimpsestCheck.Make(look);
        var replayed = ReplayChecks.Make(look);
        return Verdict.Of(look, measures, replayed, logs.IsAnchoredEarly);
    }
}
