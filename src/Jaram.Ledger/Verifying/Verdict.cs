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

    /// <summary>What a grown model's chain rests on besides.</summary>
    private static readonly CheckKind[] _grown = [CheckKind.Descent, CheckKind.Parent];

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
        var chained = look.History.Descents.Count > 0 ? _chained.Concat(_grown).ToList() : [.. _chained];
        var own = chained.Where(kind => kind != CheckKind.Witnesses);
        var isReplayed = replayed.Of > 0 ? replayed.Same == replayed.Of : look.History.Descents.Count > 0;
        var level = isReplayed && own.All(look.Held) ? ProofLevel.P5
            : !chained.All(look.Held) ? ProofLevel.P0
            : !_borneOut.All(look.Held) ? ProofLevel.P2
            : replayed is { Drawn: > 0, IsComplete: true } ? ProofLevel.P4 : ProofLevel.P3;
        return level < look.ParentLevel ? level : look.ParentLevel;
    }

    private static IEnumerable<ResidualRisk> Risks(Examination look, ProofLevel level, bool isAnchoredEarly)
    {
        if (!look.Held(CheckKind.Witnesses)) yield return ResidualRisk.NoWitness;
        if (look.History.Descents.Count > 0 && !look.Held(CheckKind.Parent)) yield return ResidualRisk.ParentNotShown;
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
