// Three answers, and what stands behind each. None of them is "from scratch": weights show independence of the models
// that were compared, down to some sensitivity; the rest is a ledger's.
// Source: ours.

namespace Jaram.Assay.Provenance.Judging;

/// <summary>What is said of a component.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>Its weights were made from the reference's.</summary>
    /// <param name="By">Tests that say so.</param>
    public sealed record Dependent(IReadOnlyList<TestKind> By) : Verdict;

    /// <summary>Both began from the same first weights, and no more than that is shared.</summary>
    /// <param name="Start">Whose first weights.</param>
    public sealed record SameStart(string Start) : Verdict;

    /// <summary>A screen is beyond all controls; no exact test fires.</summary>
    /// <param name="By">The screens.</param>
    public sealed record Suspect(IReadOnlyList<TestKind> By) : Verdict;

    /// <summary>No test fires, and a disguised copy would have been found.</summary>
    /// <param name="Correlation">The correlation of weights from which the tests would have fired.</param>
    public sealed record Independent(double Correlation) : Verdict;

    /// <summary>Too little could be tested.</summary>
    /// <param name="Why">What is missing.</param>
    /// <param name="Correlation">The correlation of weights in this order from which tests would have fired; NaN where
    /// there were none.</param>
    public sealed record CannotTell(Obstacle Why, double Correlation = double.NaN) : Verdict;
}

/// <summary>Why a component cannot be tested.</summary>
public enum Obstacle
{
    /// <summary>The reference has no such component.</summary>
    NotThere,

    /// <summary>One of the two holds codes where numbers would be.</summary>
    Packed,

    /// <summary>Both may have begun from the same first weights, which explain a part of the scores.</summary>
    FirstWeights,

    /// <summary>Shapes differ, and what would look beyond that had no controls or too few shared tokens.</summary>
    OtherShapes,

    /// <summary>No test fires, but units could not be matched: a copy in another order would not show.</summary>
    Disguise,
}

/// <summary>What is said of a tokenizer.</summary>
public enum TokenizerSays
{
    /// <summary>One did not come along.</summary>
    CannotTell,

    /// <summary>Most tokens or their order are others.</summary>
    Apart,

    /// <summary>One was made from the other.</summary>
    Same,
}

/// <summary>The tests.</summary>
public enum TestKind
{
    /// <summary>T0: equal numbers.</summary>
    Equality,

    /// <summary>T1 on hidden units.</summary>
    HiddenUnits,

    /// <summary>T1 on hidden units, signs left out.</summary>
    HiddenSquares,

    /// <summary>T1 on the stream's channels.</summary>
    Stream,

    /// <summary>T1r: responses to shared tokens.</summary>
    Responses,

    /// <summary>T1 of every layer against every layer.</summary>
    LayerMap,

    /// <summary>T1r of every layer against every layer.</summary>
    ResponseMap,

    /// <summary>T4: attention after alignment.</summary>
    Aligned,

    /// <summary>T5: units matched twice.</summary>
    Matched,

    /// <summary>T6: deviations over depth.</summary>
    Profile,

    /// <summary>T6: singular values.</summary>
    Spectra,
}
