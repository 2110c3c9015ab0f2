// Test T8: does the candidate write what the reference writes more often than what strangers write? It speaks of
// answers, not of weights: a model raised from zero on another's answers behaves like it, and a copy that was trained
// on for long may not. So its line stands beside the verdict on weights and never sets it.
// Source: Nikolic et al., arXiv:2502.00706 (one-sided two-proportion tests against controls, Holm's correction).

using System.Collections.Immutable;
using Jaram.Statistics;
using Jaram.Statistics.Distributions;

namespace Jaram.Assay.Behaviour;

/// <summary>How often the candidate and others write the same.</summary>
/// <param name="Other">The reference.</param>
/// <param name="Asked">Beginnings.</param>
/// <param name="Same">Answers of candidate and reference that are the same word.</param>
/// <param name="Controls">The same with each control, and the corrected chance that it be as likely as the reference.
/// </param>
/// <param name="Says">What follows.</param>
public sealed record Likeness(
    string Other, int Asked, int Same, IReadOnlyList<Likeness.Control> Controls, BehaviourSays Says)
{
    /// <summary>Controls without which nothing is said.</summary>
    public const int FewestControls = 5;

    /// <summary>Compares.</summary>
    /// <param name="candidate">Its words.</param>
    /// <param name="other">The reference and its words, as many.</param>
    /// <param name="controls">Strangers and their words, as many each.</param>
    /// <param name="level">The chance of a false "alike", as in 0.01.</param>
    public static Likeness Of(ImmutableArray<string> candidate, (string Name, ImmutableArray<string> Words) other,
        IReadOnlyList<(string Name, ImmutableArray<string> Words)> controls, double level)
    {
        var same = Agreed(candidate, other.Words);
        List<(string Name, int Same)> strangers =
            [.. controls.Select(control => (control.Name, Agreed(candidate, control.Words)))];
        var chances = Holm.Correct([.. strangers.Select(one => Chance(same, one.Same, candidate.Length))]);
        return new(other.Name, candidate.Length, same,
            [.. strangers.Zip(chances, (one, chance) => new Control(one.Name, one.Same, chance))],
            controls.Count < FewestControls ? BehaviourSays.CannotTell
            : chances.All(chance => chance <= level) ? BehaviourSays.Alike : BehaviourSays.NotShown);
    }

    /// <summary>The chance of so large a difference of shares if both were the pooled share; 1 where all or none
    /// agree.</summary>
    /// <param name="same">Agreements with the reference.</param>
    /// <param name="control">With the control.</param>
    /// <param name="asked">Of how many.</param>
    internal static double Chance(int same, int control, int asked)
    {
        var pooled = (same + control) / (2.0 * asked);
        var variance = pooled * (1 - pooled) * 2 / asked;
        return variance > 0 ? NormalTail.Above((same - control) / (asked * Math.Sqrt(variance))) : 1;
    }

    /// <summary>A control.</summary>
    /// <param name="Name">Which.</param>
    /// <param name="Same">Answers of the candidate that are its.</param>
    /// <param name="Chance">That it be as likely as the reference, corrected for the number of controls.</param>
    public sealed record Control(string Name, int Same, double Chance);

    private static int Agreed(ImmutableArray<string> one, ImmutableArray<string> other) =>
        one.Zip(other).Count(pair => pair.First == pair.Second);
}

/// <summary>What answers say.</summary>
public enum BehaviourSays
{
    /// <summary>Too few controls.</summary>
    CannotTell,

    /// <summary>Some control is as near.</summary>
    NotShown,

    /// <summary>Nearer to the reference than to every control.</summary>
    Alike,
}
