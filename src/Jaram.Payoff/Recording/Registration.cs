using Jaram.Checkpoints;

namespace Jaram.Payoff.Recording;

/// <summary>That a comparison will be made, logged before its first run.</summary>
/// <param name="Plan">The plan, kept as a blob.</param>
/// <param name="Parts">Every design and recipe that the plan names, kept as blobs.</param>
public sealed record Registration(Digest Plan, IReadOnlyList<Digest> Parts)
{
    /// <summary>The predicate's name in the log.</summary>
    public const string Kind = "comparison-plan";
}

/// <summary>What a comparison came to.</summary>
/// <param name="Plan">The plan that was carried out.</param>
/// <param name="Runs">How many runs it rests on.</param>
/// <param name="Rows">Every row's verdict.</param>
public sealed record Conclusion(Digest Plan, int Runs, IReadOnlyList<ConcludedRow> Rows)
{
    /// <summary>The predicate's name in the log.</summary>
    public const string Kind = "comparison-conclusion";
}

/// <summary>One row's verdict.</summary>
/// <param name="Candidate">What was compared with the parent.</param>
/// <param name="Text">On what.</param>
/// <param name="Matching">What was made equal.</param>
/// <param name="Verdict">The word.</param>
/// <param name="Ground">Why.</param>
public sealed record ConcludedRow(string Candidate, string Text, string Matching, string Verdict, string Ground);
