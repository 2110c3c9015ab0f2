namespace Jaram.Payoff.Recording;

/// <summary>What one run gave, as it stands in the ledger.</summary>
/// <param name="Run">The run's name in the plan: as in "ladder/village/sprout-mla/trainingFlops/seed-1".</param>
/// <param name="Plan">The plan that it is of.</param>
/// <param name="Rungs">Bottom first; none of a run that learnt skills.</param>
/// <param name="Skills">None of a run that climbed a ladder.</param>
/// <param name="Broken">Steps that were skipped and times that the run went back, as its loss broke.</param>
/// <param name="Version">Digest of its last version; "" where none is kept.</param>
public sealed record RunOutcome(string Run, Checkpoints.Digest Plan, IReadOnlyList<RungOutcome> Rungs,
    IReadOnlyList<SkillOutcome> Skills, long Broken, string Version)
{
    /// <summary>The predicate's name in the log.</summary>
    public const string Kind = "comparison-run";
}

/// <summary>What a rung gave.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="Flops">Operations of training until then.</param>
/// <param name="BitsPerByte">Held-out text, bits per byte.</param>
public sealed record RungOutcome(long Step, double Flops, double BitsPerByte);

/// <summary>How well a skill was learnt.</summary>
/// <param name="Skill">Its name.</param>
/// <param name="Accuracy">Answers that were right, in [0, 1].</param>
/// <param name="Answers">How many were asked for.</param>
public sealed record SkillOutcome(string Skill, double Accuracy, int Answers);
