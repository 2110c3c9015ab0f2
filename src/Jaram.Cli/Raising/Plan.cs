// From what the user asks (steps, tokens, minutes) to a stage with a fixed number of steps. The recipe records it
// before the first step, so the same recipe gives the same bytes, whatever the clock said.
// Source: ours.

using System.Globalization;

namespace Jaram.Cli.Raising;

/// <summary>How much is to be raised; at most one of the three is given.</summary>
/// <param name="Steps">So many steps.</param>
/// <param name="Tokens">So many ids, rounded up to whole steps.</param>
/// <param name="Minutes">So long, as fast as this machine is now.</param>
internal sealed record Budget(long? Steps, long? Tokens, double? Minutes)
{
    /// <summary>Whether nothing was asked.</summary>
    public bool IsOpen => this is { Steps: null, Tokens: null, Minutes: null };
}

/// <summary>Makes stages.</summary>
internal static class Plan
{
    /// <summary>The share of the minutes that steps may take; the rest is for scoring and saving.</summary>
    private const double ForSteps = 0.92;

    /// <summary>The share of the steps' time that saving may take.</summary>
    private const double ForSaves = 0.05;

    /// <summary>The stage for a budget.</summary>
    /// <param name="budget">One of its three is set.</param>
    /// <param name="tokensPerStep">Ids that a step predicts.</param>
    /// <param name="times">Measures a step and a save; asked for minutes only.</param>
    public static Stage StageFor(Budget budget, long tokensPerStep, Func<WorkTimes> times)
    {
        if (budget.Steps is { } steps) return Stage.Of(steps, Invariant($"{steps} steps asked for"));
        if (budget.Tokens is { } tokens)
            return Stage.Of((tokens + tokensPerStep - 1) / tokensPerStep,
                Invariant($"{tokens} tokens asked for, {tokensPerStep} a step"));
        var (minutes, (step, save)) = (budget.Minutes!.Value, times());
        return Stage.Of(Math.Max(1, (long)(minutes * 60 * ForSteps / step.TotalSeconds)),
            Invariant($"{minutes} minutes asked for, {step.TotalMilliseconds:F0} ms a step measured, ")
                + Invariant($"{save.TotalMilliseconds:F0} ms a save"), (long)Math.Ceiling(save / step / ForSaves));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
