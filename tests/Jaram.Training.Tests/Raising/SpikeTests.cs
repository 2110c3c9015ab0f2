using Jaram.Training.Raising;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Raising;

/// <summary>What a run does when a step would do harm: weights are broken on purpose, in memory only.</summary>
public sealed class SpikeTests
{
    [Fact]
    public void Four_skips_in_a_row_go_back_to_the_newest_planned_version_and_leave_their_batches_out()
    {
        using var cradle = new Cradle();
        var events = cradle.Run("a", BreakOnce(after: 7));
        Assert.Equal(
            ["made 5", "saved 5", "made 6", "made 7", "skipped 7", "skipped 7", "skipped 7", "skipped 7",
             "from 7 to 5, 6 out", "made 6", "made 7"],
            events.Select(Word).SkipWhile(word => word != "made 5").Take(11));
        Assert.Contains("loss is NaN", events.OfType<RaisingEvent.Skipped>().First().Why, StringComparison.Ordinal);
        Assert.Equal("saved 12", Word(events[^1]));
    }

    [Theory, InlineData("local-and-full"), InlineData("mixture-groups")]
    public void A_stop_in_the_middle_of_the_skips_changes_no_byte(string name)
    {
        using var cradle = new Cradle(name);
        var whole = cradle.Run("whole", BreakOnce(after: 7));
        var (broken, skips) = (BreakOnce(after: 7), 0);
        var first = cradle.Run("parts", (e, trainer) => broken(e, trainer) || e is RaisingEvent.Skipped && ++skips == 2);
        Assert.Equal("saved 7", Word(first[^1]));                      // it holds the broken weights
        var rest = cradle.Run("parts");
        Assert.Equal(4, rest.Count(e => e is RaisingEvent.Skipped));
        Assert.Equal(whole.OfType<RaisingEvent.Rewound>(), rest.OfType<RaisingEvent.Rewound>());
        Assert.Equal(cradle.Digest("whole"), cradle.Digest("parts"));
    }

    [Fact]
    public void A_single_skip_loses_its_batch_only()
    {
        using var cradle = new Cradle("mixture-groups");
        var head = new float[1];
        var events = cradle.Run("a", (e, trainer) =>
        {
            if (e is RaisingEvent.Stepped { Step: 7 }) head[0] = Swap(trainer, float.NaN);
            if (e is RaisingEvent.Skipped) Swap(trainer, head[0]);
            return false;
        });
        Assert.Equal(1, events.Count(e => e is RaisingEvent.Skipped));
        Assert.DoesNotContain(events, e => e is RaisingEvent.Rewound);
        Assert.Equal(Cradle.Steps, events.Count(e => e is RaisingEvent.Stepped));
        using var again = cradle.Trainer("a");
        Assert.Equal(1, Checkpoint.Load(cradle.Store("a").Versions, Cradle.Steps, again.Model).SkippedBatches);
    }

    [Fact]
    public void A_skipped_batch_is_no_load_of_an_expert()
    {
        using var cradle = new Cradle("mixture-groups");
        using var trainer = cradle.Trainer("a");
        Swap(trainer, float.NaN);
        trainer.Practise();
        Assert.All(trainer.Model.Mixtures, mixture => Assert.Equal(0, Close.Largest(mixture.Load)));
    }

    [Fact]
    public void A_run_that_breaks_again_and_again_at_one_place_is_given_up()
    {
        using var cradle = new Cradle();
        var refusal = Assert.Throws<RaisingException>(() => cradle.Run("a", (e, trainer) =>
        {
            if (e is RaisingEvent.Stepped { Step: 7 }) Swap(trainer, float.NaN);
            return false;
        }));
        Assert.Contains("did not recover after going back 3 times", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Breaks_that_were_recovered_from_do_not_add_up()
    {
        using var cradle = new Cradle { Recipe = Cradle.Plan with { Stages = [Cradle.Long(Cradle.Steps, 2)] } };
        var broken = new HashSet<long>();
        var events = cradle.Run("a", (e, trainer) =>
        {
            if (e is RaisingEvent.Stepped { Step: var step } && step % 2 == 1 && broken.Add(step))
                Swap(trainer, float.NaN);
            return false;
        });
        Assert.Equal(6, events.Count(e => e is RaisingEvent.Rewound));
        Assert.Equal("saved 12", Word(events[^1]));
    }

    private static Func<RaisingEvent, Trainer, bool> BreakOnce(long after)
    {
        var isDone = false;
        return (e, trainer) =>
        {
            if (isDone || e is not RaisingEvent.Stepped made || made.Step != after) return false;
            isDone = true;
            Swap(trainer, float.NaN);
            return false;
        };
    }

    /// <summary>Puts another number in the head's first place and gives the one that was there.</summary>
    private static float Swap(Trainer trainer, float value)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var place = trainer.Model.Head.flatten().narrow(0, 0, 1);
        var before = place.item<float>();
        place.fill_(value);
        return before;
    }

    private static string Word(RaisingEvent happened) => happened switch
    {
        RaisingEvent.Stepped e => $"made {e.Step}",
        RaisingEvent.Skipped e => $"skipped {e.Step}",
        RaisingEvent.Scored e => $"scored {e.Step}",
        RaisingEvent.Saved e => $"saved {e.Step}",
        RaisingEvent.Rewound e => $"from {e.From} to {e.To}, {e.Batches} out",
        _ => happened.GetType().Name,
    };
}
