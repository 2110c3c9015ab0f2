// From minutes to steps, before a plan is registered: what all runs of a plan take is added up from the measured time
// of each arm's step, and the longest ladder that fits is taken. The plan holds steps: no verdict hangs on the clock.
// Source: ours.

using Jaram.Payoff.Planning;
using Jaram.Payoff.Running;
using Jaram.Training.Data;
using static TorchSharp.torch;

namespace Jaram.Cli.Paying;

/// <summary>Finds how long a ladder may be.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="wish">What is compared.</param>
/// <param name="texts">On what.</param>
/// <param name="device">Where it is computed.</param>
internal sealed class LadderLength(Desk desk, ComparisonWish wish, IReadOnlyList<ReadyText> texts, Device device)
{
    /// <summary>Steps' worth of time that scoring, saving and beginning take: of a rung, and of a run.</summary>
    private const double ForRung = 8, ForRun = 12;

    /// <summary>Share of the minutes that runs may take; the rest is for what was not foreseen.</summary>
    private const double ForRuns = 0.85;

    /// <summary>Lessons are many short rows: slower for their operations than text.</summary>
    private const double ForLessons = 1.5;

    /// <summary>Share of the runs' time that lessons may take, unless they are asked for.</summary>
    private const double LessonsShare = 0.2;

    private const int LeastBottom = 4;

    /// <summary>Steps of learning the skills, if there is time.</summary>
    public const long UsualLessons = 300;

    private long Multiple => 1L << (wish.Rungs - 1);

    /// <summary>The parent's rungs, the steps of lessons, and why.</summary>
    /// <param name="budget">What was asked for.</param>
    /// <param name="shards">A text to measure the speed on.</param>
    /// <exception cref="MisuseException">The ladder would be too short to say anything.</exception>
    public (IReadOnlyList<long> Rungs, long Lessons, string Because) Find(LadderBudget budget, ShardFolder shards)
    {
        if (budget.Steps is { } asked)
        {
            var top = asked / Multiple * Multiple;
            if (top < LeastBottom * Multiple) throw TooShort(top / Multiple);
            return (Drafting.Rungs(top, wish.Rungs), wish.SkillSteps, Why(budget));
        }
        desk.Note("measuring the speed of a step of every arm", "갈래마다 스텝 속도를 재는 중");
        var seconds = Drafting.Designs(wish, texts).Select(design => Calibration.TimeOfStep(
            design, Recipe.For(design, wish.FirstSeed), shards, device, desk.Time).TotalSeconds).ToArray();
        var available = budget.Minutes!.Value * 60 * ForRuns;
        var lessons = budget.Lessons ?? (long)Math.Min(UsualLessons,
            available * LessonsShare / Seconds(Multiple, 1, seconds, run => run is PlannedRun.Lessons));
        var (low, high) = (0L, 1L << 32);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Seconds(middle * Multiple, lessons, seconds, _ => true) <= available) low = middle;
            else high = middle;
        }
        if (low < LeastBottom) throw TooShort(low);
        var measured = string.Join(" and ", seconds.Select(s => FormattableString.Invariant($"{s * 1000:F0}")));
        return (Drafting.Rungs(low * Multiple, wish.Rungs), lessons, $"{Why(budget)}, {measured} ms a step measured");
    }

    /// <summary>What was asked for, as it begins the plan's reason.</summary>
    public static string Why(LadderBudget budget) => budget.Steps is { } steps
        ? FormattableString.Invariant($"{steps} steps at the top rung asked for")
        : FormattableString.Invariant($"{budget.Minutes} minutes asked for");

    private double Seconds(long top, long lessons, double[] secondsOfStep, Func<PlannedRun, bool> counts)
    {
        var rungs = Drafting.Rungs(top, wish.Rungs);
        var (plan, _) = Drafting.Draft(wish with { SkillSteps = lessons }, texts, rungs, "", "");
        var runs = new RunList(plan, Drafting.Designs(wish, texts));
        return runs.All.Where(counts).Sum(run =>
        {
            var text = RunList.FlopsOfStep(new PlannedRun.Sweep("", run.Arm, runs.Arms[run.Arm], 1, 0, 1));
            var step = secondsOfStep[run.Arm] * RunList.FlopsOfStep(run) / text;
            return run is PlannedRun.Lessons
                ? ForLessons * step * runs.StepsOf(run)
                : step * (runs.StepsOf(run) + ForRun + ForRung * (run is PlannedRun.Sweep ? 1 : plan.Rungs.Count));
        });
    }

    private MisuseException TooShort(long bottom) => new(desk.Say(
        $"the bottom rung would have {bottom} steps, {LeastBottom} are the least; ask for more --minutes or --steps, "
            + "or fewer --seeds, --rungs, --matchings, --text",
        $"맨 아래 단이 {bottom} 스텝입니다. 적어도 {LeastBottom} 스텝이어야 합니다. --minutes나 --steps를 늘리거나 "
            + "--seeds, --rungs, --matchings, --text를 줄이세요"));
}
