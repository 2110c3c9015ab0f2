// The verdict on each row of a comparison: a candidate, a text, a matching. All rows are judged together, by Holm, so
// that the chance that any row says "pays" where there is nothing stays below the level, however many rows there are.
//
//   pays          p(CM = 1) ≤ level after Holm and CM's interval above 1, the slope not wholly below 0, no skill lost,
//                 no broken loss
//   does not      such a gain with one of these prices; or p(CM ≥ gain) ≤ level after Holm and the interval below gain
//   cannot tell   else, with the seeds that would tell with the power asked for
//
// Source: ours, after the protocol of pre-registered trials: superiority and futility against one margin.

using Jaram.Statistics.Distributions;

namespace Jaram.Statistics.Paying;

/// <summary>What is judged of one row.</summary>
/// <param name="Multiplier">What the candidate is worth.</param>
/// <param name="IsSkillLost">Whether the candidate lost a skill.</param>
/// <param name="IsUnstable">Whether a step of it was skipped or taken back, as its loss broke.</param>
public sealed record JudgedRow(Multiplier Multiplier, bool IsSkillLost, bool IsUnstable);

/// <summary>The verdict on one row.</summary>
/// <param name="Verdict">The word.</param>
/// <param name="Ground">Why.</param>
/// <param name="ChanceOfNone">p-value of CM = 1, Holm-corrected over all rows.</param>
/// <param name="ChanceOfGain">p-value of CM being the least gain or more, Holm-corrected over all rows.</param>
/// <param name="PowerForGain">How often these seeds, with this noise, find the least gain if it is there.</param>
/// <param name="FurtherSeeds">Seeds to add to a new plan so that it tells; 0 where this one does.</param>
public sealed record Judgement(Verdict Verdict, Ground Ground, double ChanceOfNone, double ChanceOfGain,
    double PowerForGain, int FurtherSeeds)
{
    /// <summary>Judges all rows of a comparison.</summary>
    /// <param name="rows">Every row that is claimed from.</param>
    /// <param name="rule">As it was registered.</param>
    public static IReadOnlyList<Judgement> Of(IReadOnlyList<JudgedRow> rows, PayoffRule rule)
    {
        var gain = Math.Log(rule.Gain);
        var none = Holm.Correct([.. rows.Select(row => row.Multiplier.Seeds.ChanceOf(0))]);
        var enough = Holm.Correct([.. rows.Select(row => Below(row.Multiplier.Seeds, gain))]);
        return [.. rows.Select((row, i) =>
        {
            var (verdict, ground) = Decide(row, none[i], enough[i], gain, rule.Level);
            var seeds = row.Multiplier.Seeds;
            var level = rule.Level / rows.Count;                        // Holm's first step: the hardest to pass
            return new Judgement(verdict, ground, none[i], enough[i],
                PairedPower.Of(gain, seeds.Deviation, seeds.Count, level),
                verdict == Verdict.CannotTell ? Further(seeds, gain, level, rule.Power) : 0);
        })];
    }

    private static (Verdict, Ground) Decide(JudgedRow row, double none, double enough, double gain, double level)
    {
        var (top, slope) = (row.Multiplier.Top, row.Multiplier.Slope);
        if (none <= level && top.Low > 0)
            return slope.High < 0 ? (Verdict.DoesNot, Ground.Shrinks)
                : row.IsSkillLost ? (Verdict.DoesNot, Ground.SkillLost)
                : row.IsUnstable ? (Verdict.DoesNot, Ground.Unstable)
                : (Verdict.Pays, Ground.Gain);
        if (none <= level && top.High < 0) return (Verdict.DoesNot, Ground.Loss);
        if (enough <= level && top.High < gain) return (Verdict.DoesNot, Ground.GainRuledOut);
        return (Verdict.CannotTell, top.Low <= 0 && top.High >= gain ? Ground.TooWide : Ground.OneOfMany);
    }

    /// <summary>The p-value, doubled as the interval has two ends, of the mean being the gain or more.</summary>
    private static double Below(Sample seeds, double gain) => seeds.Mean < gain ? seeds.ChanceOf(gain) : 1;

    /// <summary>Seeds that find the least gain; where these should have, what was seen lies between nothing and that
    /// gain, and the seeds are those that tell it from the farther of the two.</summary>
    private static int Further(Sample seeds, double gain, double level, double power)
    {
        var pairs = PairedPower.PairsFor(gain, seeds.Deviation, level, power);
        if (pairs <= seeds.Count)
            pairs = PairedPower.PairsFor(
                Math.Max(Math.Abs(seeds.Mean), gain - seeds.Mean), seeds.Deviation, level, power);
        return Math.Max(1, pairs - seeds.Count);
    }
}
