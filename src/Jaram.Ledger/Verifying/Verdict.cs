// From checks to a level. A level is given only if every check that it rests on was made and held.
// Source: levels P0 to P5 of a proof that a model was raised from zero (ours).

using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying.Replaying;

namespace Jaram.Ledger.Verifying;

/// <summary>Puts the report together.</summary>
internal static class Verdict
{
    /// <summary>What a chain rests on; where the text is not at hand, its order need not be checked.</summary>
    private static readonly CheckKind[] _chained =
    [
        CheckKind.Log, CheckKind.Signatures, CheckKind.Witnesses, CheckKind.Times, CheckKind.Order, CheckKind.Blobs,
        CheckKind.Chain, CheckKind.Files, CheckKind.Rates, CheckKind.Tensors, CheckKind.FirstWeights,
    ];

    private static readonly CheckKind[] _borneOut =
        [CheckKind.Documents, CheckKind.StepBounds, CheckKind.Birthmark, CheckKind.Loss, CheckKind.Palimpsest];

    /// <summary>The report on all that was looked at.</summary>
    public static VerificationReport Of(Examination look, IReadOnlyList<VersionMeasures> measures, Replayed replayed,
        bool isAnchoredEarly)
    {
        var level = Level(look, replayed);
        return new()
        {
            Flaws = look.Flaws, Checks = look.Checks, Measures = measures, Level = level,
            Drawn = replayed.Drawn, Reproduced = replayed.Same, Segments = replayed.Of,
            Risks = [.. Risks(look, level, isAnchoredEarly)],
        };
    }

    private static ProofLevel Level(Examination look, Replayed replayed)
    {
        if (look.Flaws.Count > 0) return ProofLevel.P0;
        // Made again from the first weights to the last, a model needs nobody's word: not even a witness's.
        var own = _chained.Where(kind => kind != CheckKind.Witnesses);
        if (replayed.Of > 0 && replayed.Same == replayed.Of && own.All(look.Held)) return ProofLevel.P5;
        if (!_chained.All(look.Held)) return ProofLevel.P0;
        if (!_borneOut.All(look.Held)) return ProofLevel.P2;
        return replayed is { Drawn: > 0, IsComplete: true } ? ProofLevel.P4 : ProofLevel.P3;
    }

    private static IEnumerable<ResidualRisk> Risks(Examination look, ProofLevel level, bool isAnchoredEarly)
    {
        if (!look.Held(CheckKind.Witnesses)) yield return ResidualRisk.NoWitness;
        if (!isAnchoredEarly) yield return ResidualRisk.NotAnchoredEarly;
        if (look.History.Nonces is [{ Nonce.Origin: NonceOrigin.Recipe }, ..]) yield return ResidualRisk.NonceOfMaker;
        if (level < ProofLevel.P5)
        {
            yield return ResidualRisk.NotAllReplayed;
            yield return ResidualRisk.ForgottenStart;
        }
        yield return ResidualRisk.TextOfAModel;
        yield return ResidualRisk.NoAtlas;
    }
}
