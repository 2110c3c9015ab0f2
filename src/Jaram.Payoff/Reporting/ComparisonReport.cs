using Jaram.Payoff.Planning;
using Jaram.Payoff.Recording;
using Jaram.Statistics;
using Jaram.Statistics.Paying;

namespace Jaram.Payoff.Reporting;

/// <summary>All that a comparison tells.</summary>
public sealed record ComparisonReport
{
    /// <summary>What was planned.</summary>
    public required ComparisonPlan Plan { get; init; }

    /// <summary>Every arm's size and cost, the parent first.</summary>
    public required IReadOnlyList<ArmCost> Arms { get; init; }

    /// <summary>Every text, matching and candidate.</summary>
    public required IReadOnlyList<PayoffRow> Rows { get; init; }

    /// <summary>Every candidate's skills; none where skills were left out.</summary>
    public required IReadOnlyList<CandidateSkills> Skills { get; init; }

    /// <summary>What each arm's lower rungs foretold of its top rung.</summary>
    public required IReadOnlyList<ForetoldRung> Forecasts { get; init; }

    /// <summary>Every factor of the sweep.</summary>
    public required IReadOnlyList<TriedRate> Rates { get; init; }

    /// <summary>Best rates that are the lowest or the highest tried: a better one may lie beyond.</summary>
    public IEnumerable<TriedRate> RatesAtEnds => Rates.Where(rate => rate.IsChosen
        && (rate.Factor == Plan.RateFactors.Min() || rate.Factor == Plan.RateFactors.Max()));

    /// <summary>All runs, in the order in which they were made.</summary>
    public required IReadOnlyList<RunOutcome> Runs { get; init; }

    /// <summary>Operations of all runs together.</summary>
    public double Flops => Runs.Sum(run => run.Rungs.Count > 0 ? run.Rungs[^1].Flops : 0);
}

/// <summary>What an arm weighs and costs, matched in some way.</summary>
/// <param name="Arm">Its name.</param>
/// <param name="Matching">What was made equal.</param>
/// <param name="Parameters">All trainable numbers.</param>
/// <param name="ActiveParameters">Those that a token meets.</param>
/// <param name="FlopsPerToken">Operations of training a token.</param>
/// <param name="CacheBytesPerToken">Bytes that a token adds to the cache, bfloat16.</param>
/// <param name="DecodeBytes">Bytes that one more token reads after a full context, bfloat16.</param>
public sealed record ArmCost(string Arm, Matching Matching, long Parameters, long ActiveParameters,
    double FlopsPerToken, double CacheBytesPerToken, double DecodeBytes);

/// <summary>A candidate on a text under a matching.</summary>
/// <param name="Candidate">Its name.</param>
/// <param name="Text">The text's name.</param>
/// <param name="Matching">What was made equal.</param>
/// <param name="Parent">The parent's rungs.</param>
/// <param name="Tested">The candidate's rungs.</param>
/// <param name="Multiplier">What it is worth in compute.</param>
/// <param name="Inference">The parent's decode bytes over the candidate's: above 1 the candidate reads less.</param>
/// <param name="Judgement">The verdict.</param>
public sealed record PayoffRow(string Candidate, string Text, Matching Matching, Climbed Parent, Climbed Tested,
    Multiplier Multiplier, double Inference, Judgement Judgement);

/// <summary>An arm's rungs.</summary>
/// <param name="Flops">Of each rung.</param>
/// <param name="Steps">Of each rung.</param>
/// <param name="BitsPerByte">By seed, then rung.</param>
/// <param name="RateFactor">What the usual learning rates were multiplied by.</param>
public sealed record Climbed(IReadOnlyList<double> Flops, IReadOnlyList<long> Steps,
    IReadOnlyList<IReadOnlyList<double>> BitsPerByte, double RateFactor);

/// <summary>What a candidate can do, against the parent.</summary>
/// <param name="Candidate">Its name.</param>
/// <param name="Skills">Each skill.</param>
public sealed record CandidateSkills(string Candidate, IReadOnlyList<SkillChange> Skills);

/// <summary>A top rung, foretold from those below and then run.</summary>
/// <param name="Arm">Which arm.</param>
/// <param name="Text">On which text.</param>
/// <param name="Flops">Of the rung.</param>
/// <param name="Foretold">Bits per byte, mean of the seeds.</param>
/// <param name="Measured">What it was.</param>
public sealed record ForetoldRung(string Arm, string Text, double Flops, Interval Foretold, double Measured);

/// <summary>One factor of a sweep.</summary>
/// <param name="Arm">Which arm.</param>
/// <param name="Text">On which text.</param>
/// <param name="Factor">Of the usual rates.</param>
/// <param name="BitsPerByte">At the bottom rung.</param>
/// <param name="IsChosen">Whether the arm climbed with it.</param>
public sealed record TriedRate(string Arm, string Text, double Factor, double BitsPerByte, bool IsChosen);
