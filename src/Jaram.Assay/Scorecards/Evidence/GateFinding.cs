// Source: ours.

using System.Collections.Immutable;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>The answer to a gate.</summary>
public enum GateOutcome
{
    /// <summary>It is fulfilled.</summary>
    Passes,

    /// <summary>It is not: points do not count.</summary>
    Fails,

    /// <summary>What is known decides it neither way.</summary>
    Open,
}

/// <summary>A gate's answer and why.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Outcome">The answer.</param>
/// <param name="Reasons">Each in a sentence.</param>
/// <param name="Files">Results that say so.</param>
public sealed record GateFinding(
    string Gate, GateOutcome Outcome, ImmutableArray<Wording> Reasons, ImmutableArray<string> Files)
{
    /// <summary>The stricter of two answers; an open one gives way to any other.</summary>
    public static GateOutcome Stricter(GateOutcome one, GateOutcome other) =>
        one == GateOutcome.Fails || other == GateOutcome.Fails ? GateOutcome.Fails
        : one == GateOutcome.Passes || other == GateOutcome.Passes ? GateOutcome.Passes
        : GateOutcome.Open;
}
