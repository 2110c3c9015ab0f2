// Whether a candidate lost a skill: a fall counts where it is beyond the parent's own noise and no accident.
// Source: non-inferiority with the noise floor as margin; ours.

namespace Jaram.Statistics.Paying;

/// <summary>One skill of a candidate against the parent's.</summary>
/// <param name="Skill">Its name.</param>
/// <param name="Parent">The parent's mean accuracy, in [0, 1].</param>
/// <param name="Candidate">The candidate's.</param>
/// <param name="Difference">Candidate minus parent, over the seeds.</param>
/// <param name="Margin">Twice the parent's standard deviation: falls within it are noise.</param>
/// <param name="Chance">p-value of no difference, Holm-corrected over the candidate's skills.</param>
/// <param name="IsLost">Whether it fell beyond noise.</param>
public sealed record SkillChange(string Skill, double Parent, double Candidate, Interval Difference, double Margin,
    double Chance, bool IsLost)
{
    private const double Deviations = 2;

    /// <summary>Compares all skills of a candidate.</summary>
    /// <param name="scores">Of each skill: name, then parent's and candidate's accuracy by seed.</param>
    /// <param name="rule">Confidence.</param>
    public static IReadOnlyList<SkillChange> Of(IReadOnlyList<SkillScores> scores, PayoffRule rule)
    {
        Sample[] differences =
            [.. scores.Select(s => new Sample(s.Candidate.Zip(s.Parent, (candidate, parent) => candidate - parent)))];
        var chances = Holm.Correct([.. differences.Select(d => d.ChanceOf(0))]);
        return [.. scores.Select((s, i) =>
        {
            var (margin, difference) = (Deviations * new Sample(s.Parent).Deviation, differences[i]);
            return new SkillChange(s.Skill, s.Parent.Average(), s.Candidate.Average(),
                Interval.OfMean(difference, rule.Confidence), margin, chances[i],
                IsLost: difference.Mean < -margin && chances[i] <= rule.Level);
        })];
    }
}

/// <summary>Accuracies of one skill.</summary>
/// <param name="Skill">Its name.</param>
/// <param name="Parent">The parent's, by seed.</param>
/// <param name="Candidate">The candidate's, by seed.</param>
public sealed record SkillScores(string Skill, IReadOnlyList<double> Parent, IReadOnlyList<double> Candidate);
