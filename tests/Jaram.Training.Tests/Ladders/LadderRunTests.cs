using Jaram.Ledger.Growth;
using Jaram.Training.Ladders;
using Jaram.Training.Raising;
using Jaram.Training.Tests.Raising;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Ladders;

public sealed class LadderRunTests
{
    private static readonly long[] _rungs = [3, 6, 12];

    [Fact]
    public void Every_rung_is_scored_where_its_rate_has_fallen_to_nothing()
    {
        using var cradle = new Cradle();
        var rates = new List<double>();
        var outcome = Climb(cradle, "a", happened =>
        {
            if (happened is RaisingEvent.Stepped step) rates.Add(step.Rate);
            return false;
        });
        Assert.Equal(_rungs, outcome.Rungs.Select(rung => rung.Step));
        Assert.All(outcome.Rungs, rung => Assert.InRange(rung.BitsPerByte, 1, 12));
        foreach (var rung in _rungs.SkipLast(1)) Assert.True(rates[(int)rung - 1] < rates[(int)rung]);
        Assert.Equal(0, outcome.Broken);
    }

    [Fact]
    public void A_run_that_was_stopped_after_any_step_comes_to_the_same()
    {
        using var cradle = new Cradle();
        var whole = Climb(cradle, "whole", _ => false);
        foreach (var stop in new long[] { 1, 3, 7 })
            Assert.Throws<OperationCanceledException>(() =>
                Climb(cradle, "parts", happened => happened is RaisingEvent.Stepped step && step.Step == stop));
        var parts = Climb(cradle, "parts", _ => false);
        Assert.Equal(whole.Rungs, parts.Rungs);
        Assert.Equal((whole.Broken, whole.Version), (parts.Broken, parts.Version));
    }

    [Fact]
    public void The_factor_multiplies_every_rate_and_no_decay()
    {
        var (before, after) = (Cradle.Plan.Rates, Ladder.Over(Cradle.Plan, _rungs, 2).Rates);
        Assert.Equal(before with { Matrix = before.Matrix * 2, Embedding = before.Embedding * 2, Head = before.Head * 2,
            Vector = before.Vector * 2 }, after);
    }

    [Fact]
    public void Rungs_that_do_not_rise_are_refused() =>
        Assert.Contains("rung 2 ends at step 3, the one before at 3", Assert.Throws<RaisingException>(
            () => Ladder.Over(Cradle.Plan, [3, 3, 4], 1)).Message, StringComparison.Ordinal);

    private static LadderOutcome Climb(Cradle cradle, string folder, Func<RaisingEvent, bool> isEnough)
    {
        using var stop = new CancellationTokenSource();
        return new LadderRun(cradle.Design, Ladder.Over(Cradle.Plan, _rungs, 1), cradle.Shards, cradle.Folder(folder), CPU,
            TimeProvider.System).Climb(CounterRandom.Seed(1), happened =>
            {
                if (isEnough(happened)) stop.Cancel();
            }, stop.Token);
    }
}
