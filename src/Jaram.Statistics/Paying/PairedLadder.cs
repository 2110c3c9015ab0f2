namespace Jaram.Statistics.Paying;

/// <summary>Two arms that climbed the same ladder, seed by seed on the same data in the same order.</summary>
public sealed record PairedLadder
{
    /// <summary>Compute of the parent's rungs, rising; three or more.</summary>
    public required IReadOnlyList<double> ParentCompute { get; init; }

    /// <summary>Compute of the candidate's rungs; near the parent's, and counted exactly.</summary>
    public required IReadOnlyList<double> CandidateCompute { get; init; }

    /// <summary>The parent's losses by seed, then rung.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Parent { get; init; }

    /// <summary>The candidate's losses by seed, then rung.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Candidate { get; init; }

    /// <summary>How many seeds.</summary>
    internal int Seeds => Parent.Count;

    /// <summary>The least loss of any run.</summary>
    internal double Least => Parent.Concat(Candidate).Min(seed => seed.Min());

    /// <exception cref="StatisticsException">The arms do not pair, or are too short to be judged.</exception>
    internal void Check()
    {
        if (ParentCompute.Count < 3)
            throw new StatisticsException($"a ladder needs 3 rungs or more, got {ParentCompute.Count}: add rungs");
        if (Parent.Count != Candidate.Count)
            throw new StatisticsException($"the parent has {Parent.Count} seeds, the candidate {Candidate.Count}: "
                + "run the same seeds of both");
        if (Parent.Concat(Candidate).FirstOrDefault(seed => seed.Count != ParentCompute.Count) is { } odd)
            throw new StatisticsException(
                $"a seed has {odd.Count} rungs, the ladder {ParentCompute.Count}: run them all");
    }
}
