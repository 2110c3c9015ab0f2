using CsCheck;
using Jaram.Cli.Raising;

namespace Jaram.Cli.Tests.Raising;

public sealed class PlanTests
{
    [Fact]
    public void Tokens_become_as_few_whole_steps_as_hold_them() =>
        Gen.Select(Gen.Long[1, 1_000_000], Gen.Long[1, 10_000]).Sample((tokens, each) =>
            Stage(new(null, tokens, null), each).Steps is var steps && steps * each >= tokens && (steps - 1) * each < tokens);

    [Fact]
    public void Minutes_leave_time_for_scoring_and_saving() =>
        Gen.Select(Gen.Double[0.5, 100], Gen.Double[0.001, 1]).Sample((minutes, seconds) =>
        {
            var steps = Plan.StageFor(new(null, null, minutes), 1, () => Times(seconds, 0)).Steps;
            return steps * seconds <= minutes * 60 * 0.921 && (steps + 1) * seconds >= minutes * 60 * 0.919;
        });

    [Fact]
    public void Saves_take_a_twentieth_of_the_steps_at_most() =>
        Gen.Select(Gen.Double[5, 100], Gen.Double[0.001, 1], Gen.Double[0.001, 10]).Sample((minutes, step, save) =>
        {
            var stage = Plan.StageFor(new(null, null, minutes), 1, () => Times(step, save));
            return stage.SaveEvery >= 1 && stage.SaveEvery <= stage.Steps
                && (stage.SaveEvery == stage.Steps || save <= 0.0500001 * stage.SaveEvery * step);
        });

    [Fact]
    public void A_warm_up_is_never_longer_than_its_stage() =>
        Gen.Long[1, 100_000].Sample(steps => Stage(new(steps, null, null), 1).WarmUp is var up && up < steps && up <= 100);

    private static WorkTimes Times(double step, double save) => new(TimeSpan.FromSeconds(step), TimeSpan.FromSeconds(save));

    private static Stage Stage(Budget budget, long tokensPerStep) =>
        Plan.StageFor(budget, tokensPerStep, () => throw new InvalidOperationException("only minutes need a measurement"));
}
