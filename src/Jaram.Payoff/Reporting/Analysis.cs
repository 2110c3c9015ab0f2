// From the runs in the ledger to the report: nothing here looks at a clock or draws a number that the plan did not fix,
// so the same ledger gives the same report.
// Source: ours; the statistics are in Jaram.Statistics.

using Jaram.Architecture;
using Jaram.Architecture.Counting;
using Jaram.Payoff.Planning;
using Jaram.Payoff.Recording;
using Jaram.Payoff.Running;
using Jaram.Statistics.Curves;
using Jaram.Statistics.Paying;
using Jaram.Training.Skills;

namespace Jaram.Payoff.Reporting;

/// <summary>Reads a plan's runs.</summary>
/// <param name="plan">As it was registered.</param>
/// <param name="runs">Its runs.</param>
/// <param name="outcomes">What all of them gave, by name.</param>
public sealed class Analysis(ComparisonPlan plan, RunList runs, IReadOnlyDictionary<string, RunOutcome> outcomes)
{
    private IEnumerable<int> Seeds => Enumerable.Range(0, plan.Seeds);

    private IEnumerable<int> Candidates => Enumerable.Range(1, plan.Arms.Count - 1);

    /// <summary>The report.</summary>
    /// <exception cref="PayoffException">A run is missing.</exception>
    public ComparisonReport Report()
    {
        if (runs.All.FirstOrDefault(run => !outcomes.ContainsKey(run.Name)) is { } missing)
            throw new PayoffException($"run {missing.Name} is not made yet: carry the comparison on");
        var skills = plan.SkillSteps == 0 ? [] : Candidates.Select(SkillsOf).ToList();
        return new()
        {
            Plan = plan,
            Arms = [.. from matching in plan.Matchings
                from arm in Enumerable.Range(0, plan.Arms.Count)
                select CostOf(plan.Arms[arm].Name, runs.DesignOf(arm, matching), matching)],
            Rows = Rows(skills),
            Skills = skills,
            Forecasts = [.. from text in Enumerable.Range(0, plan.Texts.Count)
                from arm in Enumerable.Range(0, plan.Arms.Count)
                select ForecastOf(text, arm)],
            Rates = plan.RateFactors.Count == 1 ? [] : [.. from text in Enumerable.Range(0, plan.Texts.Count)
                from arm in Enumerable.Range(0, plan.Arms.Count)
                from factor in plan.RateFactors
                select new TriedRate(plan.Arms[arm].Name, plan.Texts[text].Name, factor,
                    outcomes[runs.SweepOf(text, arm, factor)].Rungs[0].BitsPerByte,
                    factor == runs.FactorOf(text, arm, outcomes))],
            Runs = [.. runs.All.Select(run => outcomes[run.Name])],
        };
    }

    private IReadOnlyList<PayoffRow> Rows(List<CandidateSkills> skills)
    {
        List<(int Text, Matching Matching, int Arm, PairedLadder Ladder)> pairs = [];
        for (var text = 0; text < plan.Texts.Count; text++)
            foreach (var matching in plan.Matchings)
                foreach (var arm in Candidates)
                    pairs.Add((text, matching, arm, Paired(Climb(text, 0, matching), Climb(text, arm, matching))));
        JudgedRow[] judged = [.. pairs.Select(pair => new JudgedRow(Multiplier.Of(pair.Ladder, plan.Rule),
            skills.Count > 0 && skills[pair.Arm - 1].Skills.Any(skill => skill.IsLost),
            Seeds.Any(seed => outcomes[runs.ClimbOf(pair.Text, pair.Arm, pair.Matching, seed)].Broken > 0)))];
        return [.. pairs.Zip(judged, Judgement.Of(judged, plan.Rule)).Select(row => new PayoffRow(
            plan.Arms[row.First.Arm].Name, plan.Texts[row.First.Text].Name, row.First.Matching,
            Climb(row.First.Text, 0, row.First.Matching), Climb(row.First.Text, row.First.Arm, row.First.Matching),
            row.Second.Multiplier,
            Fitted.Measure(runs.DesignOf(0, row.First.Matching), Matching.DecodeCost)
                / Fitted.Measure(runs.DesignOf(row.First.Arm, row.First.Matching), Matching.DecodeCost),
            row.Third))];
    }

    private static PairedLadder Paired(Climbed parent, Climbed candidate) => new()
    {
        ParentCompute = parent.Flops, CandidateCompute = candidate.Flops,
        Parent = parent.BitsPerByte, Candidate = candidate.BitsPerByte,
    };

    private Climbed Climb(int text, int arm, Matching matching)
    {
        RunOutcome[] seeds = [.. Seeds.Select(seed => outcomes[runs.ClimbOf(text, arm, matching, seed)])];
        return new([.. seeds[0].Rungs.Select(rung => rung.Flops)], [.. seeds[0].Rungs.Select(rung => rung.Step)],
            [.. seeds.Select(seed => seed.Rungs.Select(rung => rung.BitsPerByte).ToArray())],
            runs.FactorOf(text, arm, outcomes));
    }

    private CandidateSkills SkillsOf(int arm)
    {
        double[] Of(int of, int skill) =>
            [.. Seeds.Select(seed => outcomes[runs.LessonsOf(of, seed)].Skills[skill].Accuracy)];
        return new(plan.Arms[arm].Name, SkillChange.Of(
            [.. SkillSchool.Names.Select((name, i) => new SkillScores(name, Of(0, i), Of(arm, i)))], plan.Rule));
    }

    private ForetoldRung ForecastOf(int text, int arm)
    {
        var climb = Climb(text, arm, plan.Matchings[0]);
        var below = climb.Flops.Count - 1;
        return new(plan.Arms[arm].Name, plan.Texts[text].Name, climb.Flops[below],
            Forecast.Of([.. climb.Flops.Take(below)], [.. climb.BitsPerByte.Select(seed => seed.Take(below).ToArray())],
                climb.Flops[below], plan.Rule),
            climb.BitsPerByte.Average(seed => seed[below]));
    }

    private static ArmCost CostOf(string name, Design design, Matching matching)
    {
        var count = Count.Of(design);
        return new(name, matching, count.Parameters, count.ActiveParameters,
            Fitted.Measure(design, Matching.TrainingFlops), count.CacheBytesPerToken(Fitted.BytesOfNumber),
            Fitted.Measure(design, Matching.DecodeCost));
    }
}
