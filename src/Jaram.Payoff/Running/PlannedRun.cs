using Jaram.Architecture;
using Jaram.Payoff.Planning;

namespace Jaram.Payoff.Running;

/// <summary>A run that the plan asks for.</summary>
/// <param name="Name">Unique in the comparison.</param>
/// <param name="Arm">Which arm, from 0.</param>
/// <param name="Design">What is raised.</param>
/// <param name="Seed">Text order, exercises, first weights.</param>
public abstract record PlannedRun(string Name, int Arm, Design Design, ulong Seed)
{
    /// <summary>Tries a factor of the usual learning rates at the bottom rung, on a text by its number from
    /// 0.</summary>
    public sealed record Sweep(string Name, int Arm, Design Design, ulong Seed, int Text, double Factor)
        : PlannedRun(Name, Arm, Design, Seed);

    /// <summary>Climbs all rungs, on a text by its number from 0; of several matchings that make the same design, the
    /// first.</summary>
    public sealed record Climb(string Name, int Arm, Design Design, ulong Seed, int Text, Matching Matching)
        : PlannedRun(Name, Arm, Design, Seed);

    /// <summary>Learns the skills.</summary>
    public sealed record Lessons(string Name, int Arm, Design Design, ulong Seed) : PlannedRun(Name, Arm, Design, Seed);
}
