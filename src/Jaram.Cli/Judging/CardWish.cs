using Jaram.Assay.Provenance.Judging;
using Jaram.Ledger.Verifying;

namespace Jaram.Cli.Judging;

/// <summary>What a card is asked for.</summary>
internal sealed record CardWish
{
    /// <summary>Who is judged, as the user calls them.</summary>
    public required IReadOnlyList<string> Candidates { get; init; }

    /// <summary>The rubric's file.</summary>
    public required string Rubric { get; init; }

    /// <summary>What evaluators entered; "" for nothing.</summary>
    public required string Entries { get; init; }

    /// <summary>Models that candidates may have been made from, besides each other.</summary>
    public required IReadOnlyList<string> Against { get; init; }

    /// <summary>Models known to be strangers; candidates may be among them.</summary>
    public required IReadOnlyList<string> Controls { get; init; }

    /// <summary>Results that were made before: [NAME=]FILE.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>What is measured here.</summary>
    public required CardExtent Extent { get; init; }

    /// <summary>Korean text that characters are counted on; "" for each candidate's own.</summary>
    public required string Text { get; init; }

    /// <summary>Where the card and all that it rests on is written.</summary>
    public required string Folder { get; init; }

    /// <summary>What a scan counts as found.</summary>
    public required Thresholds Thresholds { get; init; }

    /// <summary>Options that a scan was given besides, as they stand in a command; "" for none.</summary>
    public required string ScanWords { get; init; }

    /// <summary>Options that the check of a ledger was given, likewise.</summary>
    public required string TrustWords { get; init; }

    /// <summary>Whom to believe of a ledger.</summary>
    public required Func<ModelFolder, Trust> Trust { get; init; }

    /// <summary>The models that candidates were grown from.</summary>
    public required Verifying.Ancestry Line { get; init; }

    /// <summary>The command that makes the card again.</summary>
    public required string Again { get; init; }
}

/// <summary>How much is measured for a card.</summary>
internal enum CardExtent
{
    /// <summary>Ledger, weights, design and cost.</summary>
    All,

    /// <summary>The same without cost.</summary>
    WithoutCost,

    /// <summary>Nothing: what was handed over is all there is.</summary>
    Nothing,
}
