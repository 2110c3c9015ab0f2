using Jaram.Cli.Raising;

namespace Jaram.Cli.Tests.Raising;

public sealed class PaceTests
{
    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Now;
    }

    [Fact]
    public void Saving_and_scoring_between_any_two_steps_do_not_slow_the_steps()
    {
        var clock = new Clock();
        var pace = new Pace(peak: 1, clock);
        pace.Take(new RaisingEvent.Began(0, 10, 1, TokensPerStep: 100, 1, "float32", "plain"));
        for (var step = 1; step <= 10; step++)
        {
            clock.Now += 250;
            pace.Take(new RaisingEvent.Stepped(step, 1, 1, 1, 1));
            clock.Now += 3000;
            if (step % 2 == 0) pace.Take(new RaisingEvent.Scored(step, 1, 1));
            clock.Now += 700;
            pace.Take(new RaisingEvent.Saved(step, "digest"));
        }
        Assert.Equal(4, pace.StepsPerSecond, 9);
        Assert.Equal(400, pace.TokensPerSecond, 9);
        Assert.Equal(TimeSpan.Zero, pace.Left);
    }
}
