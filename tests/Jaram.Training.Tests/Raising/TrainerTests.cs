using CsCheck;
using Jaram.Training.Blocks;
using Jaram.Training.Raising;
using Jaram.Training.Tests.Data;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Raising;

/// <summary>What a run comes to depends on design, recipe and text, and on nothing that befell it on the way.</summary>
public sealed class TrainerTests
{
    public static TheoryData<string> Names => TinyDesigns.Names;

    public static TheoryData<string> Kinds => ["local-and-full", "mixture-groups", "ahead", "canon-latent"];

    [Theory, MemberData(nameof(Kinds))]
    public void One_recipe_gives_the_same_bytes_and_events_twice(string name)
    {
        using var cradle = new Cradle(name);
        Assert.Equal(cradle.Run("a"), cradle.Run("b"));
        Assert.Equal(cradle.Digest("a"), cradle.Digest("b"));
    }

    [Fact]
    public void Another_seed_gives_another_model()
    {
        using var one = new Cradle();
        using var other = new Cradle { Recipe = Cradle.Plan with { Seed = 2 } };
        one.Run("a");
        other.Run("a");
        Assert.NotEqual(one.Digest("a"), other.Digest("a"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Stopping_after_every_step_changes_no_byte_and_no_event(string name)
    {
        using var cradle = new Cradle(name);
        var parts = Enumerable.Range(1, Cradle.Steps).SelectMany(stop => cradle.RunTo("parts", stop)).ToList();
        Assert.Equal(Lasting(cradle.Run("whole")), Lasting(parts));
        Assert.Equal(cradle.Digest("whole"), cradle.Digest("parts"));
    }

    [Fact]
    public void Nor_do_stops_after_any_steps()
    {
        using var cradle = new Cradle("mixture-groups");
        cradle.Run("whole");
        var runs = 0;
        Gen.Int[1, Cradle.Steps - 1].Array[1, 3].Sample(stops =>
        {
            var folder = $"run {runs++}";
            foreach (var stop in stops.Order()) cradle.RunTo(folder, stop);
            cradle.Run(folder);
            Assert.Equal(cradle.Digest("whole"), cradle.Digest(folder));
        }, iter: 3, threads: 1);
    }

    [Fact]
    public void A_damaged_version_is_passed_over_and_made_again()
    {
        using var cradle = new Cradle();
        cradle.Run("whole");
        cradle.RunTo("damaged", 10);
        var weights = Path.Combine(cradle.Store("damaged").Versions.Look(10).Folder, "weights.pack");
        var bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);
        var events = cradle.Run("damaged");
        Assert.Contains(events, e => e is RaisingEvent.PassedOver);
        Assert.Equal(5, events.OfType<RaisingEvent.Began>().Single().Step);
        Assert.Equal(cradle.Digest("whole"), cradle.Digest("damaged"));
    }

    [Fact]
    public void A_longer_plan_goes_on_where_the_shorter_ended()
    {
        using var cradle = new Cradle();
        cradle.Run("a");
        var longer = Cradle.Plan with { Stages = [.. Cradle.Plan.Stages, Cradle.Long(3)] };
        using var trainer = new Trainer(cradle.Design, longer, cradle.Shards, cradle.Store("a"), CPU);
        var events = new List<RaisingEvent>();
        trainer.Run(new Beginning.Drawn([]), events.Add, _ => { }, CancellationToken.None);
        Assert.Equal([13L, 14, 15], events.OfType<RaisingEvent.Stepped>().Select(e => e.Step));
        Assert.Equal(15, cradle.Store("a").Versions.Steps()[^1]);
    }

    [Fact]
    public void Events_come_in_order_and_versions_as_planned()
    {
        using var cradle = new Cradle();
        var words = cradle.Run("a").Where(e => e is not RaisingEvent.Stepped).Select(e => e switch
        {
            RaisingEvent.Saved s => $"saved {s.Step}",
            RaisingEvent.Scored s => $"scored {s.Step}",
            _ => e.GetType().Name,
        });
        Assert.Equal(["saved 0", "Began", "saved 5", "saved 10", "scored 12", "saved 12"], words);
        Assert.Equal([0L, 5, 10, 12], cradle.Store("a").Versions.Steps());
    }

    [Theory, MemberData(nameof(Names))]
    public void After_a_few_steps_every_weight_has_moved(string name)
    {
        using var cradle = new Cradle(name);
        using var trainer = cradle.Trainer("a");
        using var scope = NewDisposeScope();
        var before = trainer.Model.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().clone());
        for (var step = 0; step < 6; step++) trainer.Practise();
        foreach (var (weight, after) in trainer.Model.named_parameters())
            Assert.True(Close.Largest(after - before[weight]) > 0, $"{weight} never moved");
    }

    [Fact]
    public void A_calm_run_learns_its_text_and_skips_nothing()
    {
        var plan = Cradle.Plan with { Stages = [Cradle.Long(90, 90)], MicroRows = 4 };
        using var cradle = new Cradle { Recipe = plan };
        var events = cradle.Run("a");
        Assert.DoesNotContain(events, e => e is RaisingEvent.Skipped or RaisingEvent.Rewound);
        Assert.True(events.OfType<RaisingEvent.Stepped>().First().Loss > 5.4);                  // ln 258 = 5.55
        Assert.True(events.OfType<RaisingEvent.Scored>().Last().Loss < 3.5);
    }

    /// <summary>Rows of a batch add up in another order, so equal to rounding only.</summary>
    [Theory, InlineData("local-and-full"), InlineData("mixture-softmax"), InlineData("ahead")]
    public void Rows_at_once_or_one_by_one_have_the_same_gradient(string name)
    {
        var share = Platform.Precision(CPU) == bfloat16 ? 0.02 : 1e-4;
        using var whole = new Cradle(name) { Recipe = Cradle.Plan with { MicroRows = 4, ClipNorm = 0 } };
        using var parts = new Cradle(name) { Recipe = Cradle.Plan with { MicroRows = 1, ClipNorm = 0 } };
        using Trainer one = whole.Trainer("a"), other = parts.Trainer("a");
        using var scope = NewDisposeScope();
        TinyModel.Random(one.Model, seed: 1);
        TinyModel.Random(other.Model, seed: 1);
        one.Practise();
        other.Practise();
        foreach (var (p, q) in one.Model.named_parameters().Zip(other.Model.parameters()))
            Close.Relatively(p.parameter.grad!, q.grad!, share, p.name);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Twenty_steps_leave_no_tensor_behind(string name)
    {
        using var cradle = new Cradle(name) { Recipe = Cradle.Plan with { Stages = [Cradle.Long(21)] } };
        using var trainer = cradle.Trainer("a");
        trainer.Practise();                                             // tables are made once
        trainer.Score();
        var before = LiveTensors.Settled();
        for (var step = 0; step < 20; step++)
        {
            trainer.Practise();
            if (step % 5 == 0) trainer.Score();
            Assert.Equal(before, Tensor.TotalCount);
        }
    }

    /// <summary>TorchSharp counts the empty handle that a parameter was made from until it is collected.</summary>
    [Fact]
    public void A_run_leaves_no_tensor_behind()
    {
        using var cradle = new Cradle("canon");
        cradle.Run("a");
        var (before, weights) = (LiveTensors.Settled(), 0);
        cradle.Run("b", (_, trainer) => (weights = trainer.Model.parameters().Count()) == 0);
        Assert.Equal(before + weights, Tensor.TotalCount);
    }

    [Fact]
    public void Scoring_changes_nothing_that_follows()
    {
        using var cradle = new Cradle("mixture-groups");
        using Trainer plain = cradle.Trainer("a"), scored = cradle.Trainer("b");
        for (var step = 0; step < 4; step++)
        {
            plain.Practise();
            scored.Practise();
            Assert.Equal(scored.Score(), scored.Score());
        }
        using var scope = NewDisposeScope();
        foreach (var (p, q) in Kept(plain.Model).Zip(Kept(scored.Model))) Close.Bitwise(p.Value, q.Value, p.Name);
    }

    [Fact]
    public void A_score_is_the_held_out_texts_mean_and_bits_a_byte()
    {
        using var cradle = new Cradle();
        using var trainer = cradle.Trainer("a");
        var (bits, loss) = trainer.Score();
        var text = cradle.Shards.Manifest.HeldOut;
        var predicted = text.Tokens - text.Documents;
        Assert.Equal(loss * predicted / text.TextBytes / Math.Log(2), bits, 1e-9);
        Assert.Equal(Math.Log(258), loss, 0.1);
    }

    [Fact]
    public void Bits_a_byte_are_finite_where_no_text_ends_in_a_step()
    {
        using var scratch = new Scratch();
        using var shards = scratch.Shards(["short", new string('가', 4000), "held", "out"], new() { HeldOutFraction = 0.3 });
        using var cradle = new Cradle();
        using var trainer = new Trainer(cradle.Design, Cradle.Plan, shards, cradle.Store("a"), CPU);
        var events = new List<RaisingEvent>();
        trainer.Run(new Beginning.Drawn([]), events.Add, _ => { }, CancellationToken.None);
        Assert.All(events.OfType<RaisingEvent.Stepped>(), e => Assert.InRange(e.BitsPerByte, 0, 10));
    }

    [Fact]
    public void Shards_of_another_tokenizer_are_refused()
    {
        using var cradle = new Cradle(tokenizer: new('a', 64));
        using var other = new Cradle(tokenizer: new('b', 64));
        cradle.Run("a");
        using var trainer = new Trainer(cradle.Design, Cradle.Plan, other.Shards, cradle.Store("a"), CPU);
        var refusal = Assert.Throws<RaisingException>(() => trainer.Run(new Beginning.Drawn([]), _ => { }, _ => { }, CancellationToken.None));
        Assert.Contains("was raised with tokenizer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_design_with_fewer_ids_than_the_tokenizer_is_refused()
    {
        using var cradle = new Cradle();
        var narrow = cradle.Design with { Vocabulary = 257 };
        var refusal = Assert.Throws<RaisingException>(
            () => new Trainer(narrow, Cradle.Plan, cradle.Shards, cradle.Store("a"), CPU));
        Assert.Contains("has 258 ids, the design's vocabulary 257", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>What must be the same however often a run was stopped: steps and scores, not when it began or saved.
    /// </summary>
    private static IEnumerable<RaisingEvent> Lasting(IEnumerable<RaisingEvent> events) =>
        events.Where(e => e is RaisingEvent.Stepped or RaisingEvent.Scored);

    private static IEnumerable<(string Name, Tensor Value)> Kept(Decoder model) =>
        model.named_parameters().Select(p => (p.name, (Tensor)p.parameter))
            .Concat(model.named_buffers().Select(b => (b.name, b.buffer)));
}
