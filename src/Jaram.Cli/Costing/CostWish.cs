using Jaram.Architecture.Costing;

namespace Jaram.Cli.Costing;

/// <summary>What was asked for.</summary>
/// <param name="Weights">How weights are kept: one of <see cref="Precision.Words"/>.</param>
/// <param name="Threads">Threads that compute here.</param>
/// <param name="Extent">How much is measured here.</param>
/// <param name="Hardware">Machines elsewhere.</param>
/// <param name="IsNamed">Whether the user named them; else all that are known.</param>
/// <param name="Assumptions">What is taken for granted.</param>
/// <param name="WallWatts">Mean watts that a meter showed at the wall during the run, if there was one.</param>
/// <param name="Text">A file whose characters are counted; empty for the model's own held-out text.</param>
/// <param name="Task">A task that is to be solved, if there is one.</param>
internal sealed record CostWish(string Weights, int Threads, Extent Extent, IReadOnlyList<Hardware> Hardware,
    bool IsNamed, Assumptions Assumptions, double? WallWatts, string Text, SolvedTask? Task);

/// <summary>How much is measured here.</summary>
internal enum Extent
{
    /// <summary>All repeats and depths.</summary>
    Full,

    /// <summary>Some, in seconds.</summary>
    Quick,

    /// <summary>Nothing.</summary>
    Nothing,
}

/// <summary>Tokens are worth nothing by themselves: what a solved task costs.</summary>
/// <param name="Rate">Share of attempts that solve it, above 0 and at most 1.</param>
/// <param name="AttemptTokens">Tokens that an attempt writes.</param>
internal sealed record SolvedTask(double Rate, int AttemptTokens)
{
    /// <summary>KRW of a solved task.</summary>
    /// <param name="million">KRW of a million tokens.</param>
    public double Krw(double million) => million / 1e6 * AttemptTokens / Rate;
}
