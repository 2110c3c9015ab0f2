namespace Jaram.Ledger.Verifying;

/// <summary>A check and what came of it.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Numbers">What was looked at, in numbers; or why it was not made.</param>
public sealed record CheckMade(CheckKind Kind, CheckOutcome Outcome, string Numbers);

/// <summary>What is checked, in this order.</summary>
public enum CheckKind
{
    /// <summary>Every tile and entry gives the checkpoint's root.</summary>
    Log,

    /// <summary>The maker signed the checkpoint and every entry.</summary>
    Signatures,

    /// <summary>Every head that somebody kept is part of this log.</summary>
    KeptHeads,

    /// <summary>Enough outside witnesses vouch for the newest head.</summary>
    Witnesses,

    /// <summary>Times never go back and fit the witnesses' times.</summary>
    Times,

    /// <summary>Committed, then drawn, then planned, then raised.</summary>
    Order,

    /// <summary>Every blob is there and right.</summary>
    Blobs,

    /// <summary>Every version has its parent, its name and its steps.</summary>
    Chain,

    /// <summary>A grown model's version 0 is of the parent's tensors, by digests.</summary>
    Descent,

    /// <summary>The parent is here, and growing it again gives the same bytes.</summary>
    Parent,

    /// <summary>Design, recipe and tokenizer are the committed ones.</summary>
    Files,

    /// <summary>Every step's rate follows from the committed recipe.</summary>
    Rates,

    /// <summary>The order of documents follows from the committed recipe and text.</summary>
    Documents,

    /// <summary>Every stored tensor is the recorded one.</summary>
    Tensors,

    /// <summary>The first weights follow from the commitment and the nonce.</summary>
    FirstWeights,

    /// <summary>No weight moved further than the optimizer can move it.</summary>
    StepBounds,

    /// <summary>Every version still bears the mark of the first weights.</summary>
    Birthmark,

    /// <summary>The standing probes never got suddenly worse.</summary>
    Loss,

    /// <summary>The final model remembers the order of the last epoch.</summary>
    Palimpsest,

    /// <summary>Segments made again give the same bytes.</summary>
    Replay,
}

/// <summary>What came of a check.</summary>
public enum CheckOutcome
{
    /// <summary>All is as it should be.</summary>
    Held,

    /// <summary>There are flaws.</summary>
    Failed,

    /// <summary>It could not be made; that is no flaw, and no proof.</summary>
    NotMade,
}
