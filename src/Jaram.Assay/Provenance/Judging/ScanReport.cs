// Source: ours.

using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Judging;

/// <summary>A test of a component.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Score">Its score.</param>
/// <param name="Fires">Beyond the critical score, and no shuffle reaches it.</param>
public sealed record TestMade(TestKind Kind, OrderStatistic Score, bool Fires);

/// <summary>A component of the candidate against a reference.</summary>
/// <param name="Component">Which.</param>
/// <param name="Verdict">What is said of it.</param>
/// <param name="Tests">Exact tests that were made.</param>
/// <param name="Equality">Equal numbers.</param>
public sealed record ComponentFinding(
    Component Component, Verdict Verdict, IReadOnlyList<TestMade> Tests, ValueEquality Equality);

/// <summary>The candidate against one other model.</summary>
/// <param name="Other">Its name.</param>
/// <param name="Findings">Component by component.</param>
/// <param name="Tokenizer">What is said of the tokenizer.</param>
/// <param name="Tokens">And why.</param>
/// <param name="ByWeights">Layers against layers.</param>
/// <param name="ByResponses">The same, each model read through its own embedding.</param>
/// <param name="Matched">Units matched twice.</param>
/// <param name="Aligned">Likeness of attention after alignment; no number where it could not be made.</param>
/// <param name="Profile">Likeness of deviations over depth; no number with few layers.</param>
/// <param name="Spectra">Likeness of singular values, of parts that both have.</param>
/// <param name="Norms">Gains, never judged.</param>
public sealed record PairReport(string Other, IReadOnlyList<ComponentFinding> Findings, TokenizerSays Tokenizer,
    TokenizerLikeness Tokens, LayerMap ByWeights, LayerMap ByResponses, MatchAnswer Matched, double Aligned,
    double Profile, IReadOnlyDictionary<Component, double> Spectra, NormLikeness Norms)
{
    /// <summary>Whether any component was made from the other model.</summary>
    public bool IsDependent => Findings.Any(finding => finding.Verdict is Verdict.Dependent);
}

/// <summary>All that a scan found.</summary>
public sealed record ScanReport
{
    /// <summary>The candidate.</summary>
    public required string Candidate { get; init; }

    /// <summary>What was fixed before.</summary>
    public required Thresholds Rules { get; init; }

    /// <summary>The score from which an exact test fires.</summary>
    public required double Critical { get; init; }

    /// <summary>Against each reference.</summary>
    public required IReadOnlyList<PairReport> References { get; init; }

    /// <summary>Against each control: models known to be strangers.</summary>
    public required IReadOnlyList<PairReport> Controls { get; init; }

    /// <summary>Within the candidate.</summary>
    public required LayerMap Self { get; init; }

    /// <summary>The references that shares were sought of: those that the candidate depends on.</summary>
    public required IReadOnlyList<string> Parents { get; init; }

    /// <summary>Their shares.</summary>
    public required MixtureFit Mixture { get; init; }

    /// <summary>The order test on known truths.</summary>
    public required PlantedTruth Planted { get; init; }

    /// <summary>Tensors that were left out, as their names say nothing.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Whether the controls bear the report out: nothing found where nothing is, the planted truth
    /// found.</summary>
    public bool ControlsHold => Controls.All(control => !control.IsDependent) && Planted.Holds(Critical);
}
