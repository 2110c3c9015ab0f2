// Every run of a plan, by name, in the order in which they are made: rates first, then seed by seed all arms, so that a
// comparison that is cut off has whole pairs.
// Source: ours.

using System.Globalization;
using System.Text.Json;
using Jaram.Architecture;
using Jaram.Payoff.Planning;
using Jaram.Payoff.Recording;
using Jaram.Training.Raising;
using Jaram.Training.Skills;

namespace Jaram.Payoff.Running;

/// <summary>The runs of a plan.</summary>
public sealed class RunList
{
    private readonly ComparisonPlan _plan;
    private readonly Design[][] _designs;

    /// <param name="plan">What is planned.</param>
    /// <param name="designs">The arms as they are raised, the parent first.</param>
    /// <exception cref="PayoffException">A candidate cannot be matched.</exception>
    public RunList(ComparisonPlan plan, IReadOnlyList<Design> designs)
    {
        _plan = plan;
        _designs = [.. designs.Select(design =>
            plan.Matchings.Select(matching => Fitted.To(design, designs[0], matching)).ToArray())];
        Arms = designs;
    }

    /// <summary>The arms as they are.</summary>
    public IReadOnlyList<Design> Arms { get; }

    /// <summary>All runs, in order.</summary>
    public IEnumerable<PlannedRun> All => [.. Sweeps(), .. Climbs(), .. Lessons()];

    /// <summary>What a matching makes of an arm.</summary>
    public Design DesignOf(int arm, Matching matching) => _designs[arm][Place(matching)];

    /// <summary>The name of the run that a row is read from.</summary>
    public string ClimbOf(int text, int arm, Matching matching, int seed)
    {
        var first = Array.IndexOf(_designs[arm], DesignOf(arm, matching));
        return F($"climb/{_plan.Texts[text].Name}/{_plan.Arms[arm].Name}/{Word(_plan.Matchings[first])}/")
            + F($"seed-{seed + 1}");
    }

    /// <summary>The name of a run of lessons.</summary>
    public string LessonsOf(int arm, int seed) => F($"lessons/{_plan.Arms[arm].Name}/seed-{seed + 1}");

    /// <summary>The name of a run of the sweep.</summary>
    public string SweepOf(int text, int arm, double factor) =>
        F($"sweep/{_plan.Texts[text].Name}/{_plan.Arms[arm].Name}/x{factor:0.####}");

    /// <summary>The factor that gave an arm its least loss at the bottom rung; of equals the smallest.</summary>
    /// <param name="text">Which text.</param>
    /// <param name="arm">Which arm.</param>
    /// <param name="runs">What the sweep gave.</param>
    public double FactorOf(int text, int arm, IReadOnlyDictionary<string, RunOutcome> runs) =>
        _plan.RateFactors is [var only]
            ? only
            : _plan.RateFactors.MinBy(factor => runs[SweepOf(text, arm, factor)].Rungs[0].BitsPerByte);

    /// <summary>Steps at the end of each rung that give an arm the operations that the parent's give.</summary>
    /// <param name="design">The arm as it is raised.</param>
    public IReadOnlyList<long> RungsOf(Design design)
    {
        var ratio = Fitted.Measure(Arms[0], Matching.TrainingFlops) / Fitted.Measure(design, Matching.TrainingFlops);
        return [.. _plan.Rungs.Select(rung => Math.Max(1, (long)Math.Round(rung * ratio)))];
    }

    /// <summary>Steps that a run makes.</summary>
    public long StepsOf(PlannedRun run) => run switch
    {
        PlannedRun.Lessons => Math.Max(1, (long)Math.Round(
            _plan.SkillSteps * SkillSchool.FlopsOfStep(Arms[0]) / SkillSchool.FlopsOfStep(run.Design))),
        PlannedRun.Sweep => RungsOf(run.Design)[0],
        _ => RungsOf(run.Design)[^1],
    };

    /// <summary>Floating-point operations of one of its steps.</summary>
    public static double FlopsOfStep(PlannedRun run) => run is PlannedRun.Lessons
        ? SkillSchool.FlopsOfStep(run.Design)
        : Fitted.Measure(run.Design, Matching.TrainingFlops)
            * Recipe.For(run.Design, run.Seed).Rows * run.Design.Context;

    private IEnumerable<PlannedRun> Sweeps()
    {
        if (_plan.RateFactors.Count == 1) yield break;
        for (var text = 0; text < _plan.Texts.Count; text++)
            for (var arm = 0; arm < Arms.Count; arm++)
                foreach (var factor in _plan.RateFactors)
                    yield return new PlannedRun.Sweep(SweepOf(text, arm, factor), arm, Arms[arm], _plan.FirstSeed - 1,
                        text, factor);
    }

    private IEnumerable<PlannedRun> Climbs()
    {
        var named = new HashSet<string>();
        for (var seed = 0; seed < _plan.Seeds; seed++)
            for (var text = 0; text < _plan.Texts.Count; text++)
                for (var arm = 0; arm < Arms.Count; arm++)
                    foreach (var matching in _plan.Matchings)
                        if (ClimbOf(text, arm, matching, seed) is var name && named.Add(name))
                            yield return new PlannedRun.Climb(name, arm, DesignOf(arm, matching),
                                _plan.FirstSeed + (ulong)seed, text, matching);
    }

    private IEnumerable<PlannedRun> Lessons()
    {
        if (_plan.SkillSteps == 0) yield break;
        for (var seed = 0; seed < _plan.Seeds; seed++)
            for (var arm = 0; arm < Arms.Count; arm++)
                yield return new PlannedRun.Lessons(
                    LessonsOf(arm, seed), arm, Arms[arm], _plan.FirstSeed + (ulong)seed);
    }

    private int Place(Matching matching) => _plan.Matchings.Index().First(m => m.Item == matching).Index;

    private static string Word(Matching matching) => JsonNamingPolicy.CamelCase.ConvertName(matching.ToString());

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
