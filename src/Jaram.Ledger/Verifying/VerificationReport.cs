using Jaram.Ledger.Verifying.Replaying;

namespace Jaram.Ledger.Verifying;

/// <summary>The verdict on a model's history.</summary>
public sealed record VerificationReport
{
    /// <summary>What is wrong; nothing, in a model whose history can be believed.</summary>
    public required IReadOnlyList<Flaw> Flaws { get; init; }

    /// <summary>What was checked, in order.</summary>
    public required IReadOnlyList<CheckMade> Checks { get; init; }

    /// <summary>What was measured on each version.</summary>
    public required IReadOnlyList<VersionMeasures> Measures { get; init; }

    /// <summary>How far it is proved that the model was raised from nothing.</summary>
    public required ProofLevel Level { get; init; }

    /// <summary>q: segments that a challenge drew and that gave the same bytes again.</summary>
    public required int Drawn { get; init; }

    /// <summary>Segments that gave the same bytes again.</summary>
    public required int Reproduced { get; init; }

    /// <summary>K: all segments.</summary>
    public required int Segments { get; init; }

    /// <summary>f: the least share of false segments that the draws would have found with 95 %; 1 if none were
    /// drawn.</summary>
    public double DetectableShare =>
        Reproduced == Segments && Segments > 0 ? 0 : ReplayPlan.DetectableShare(Drawn, Segments);

    /// <summary>What could still be false though all checks held.</summary>
    public required IReadOnlyList<ResidualRisk> Risks { get; init; }

    /// <summary>The check that keeps the level from being higher; null if there is none.</summary>
    public CheckMade? Missing => Level switch
    {
        ProofLevel.P5 => null,
        ProofLevel.P4 or ProofLevel.P3 => Checks.FirstOrDefault(check => check.Kind == CheckKind.Replay),
        _ => Checks.FirstOrDefault(check => check.Outcome == CheckOutcome.Failed)
            ?? Checks.FirstOrDefault(check => check.Outcome == CheckOutcome.NotMade),
    };

    /// <summary>The level in one sentence that a minister understands.</summary>
    public string ForMinister(ReportLanguage language) => ReportSentences.Minister(this, language);

    /// <summary>The level in one sentence that an auditor needs.</summary>
    public string ForAuditor(ReportLanguage language) => ReportSentences.Auditor(this, language);
}

/// <summary>The language of a report's sentences.</summary>
public enum ReportLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>한국어.</summary>
    Korean,
}

/// <summary>What could still be false though all checks held.</summary>
public enum ResidualRisk
{
    /// <summary>No outsider vouches for the ledger: its owner could have written all of it anew.</summary>
    NoWitness,

    /// <summary>The model was grown from another one, which was not shown: that one may come from anywhere.</summary>
    ParentNotShown,

    /// <summary>No head was kept from before the first step: that the plan came first rests on the maker's
    /// clock.</summary>
    NotAnchoredEarly,

    /// <summary>The nonce follows from the recipe: the maker could have tried several seeds.</summary>
    NonceOfMaker,

    /// <summary>Segments that were not made again could be false in part.</summary>
    NotAllReplayed,

    /// <summary>The text may hold answers of another model; only its source tells.</summary>
    TextOfAModel,

    /// <summary>Before a long run another model could have been trained away; then the cost was borne all the
    /// same.</summary>
    ForgottenStart,

    /// <summary>No atlas of known models was compared.</summary>
    NoAtlas,
}
