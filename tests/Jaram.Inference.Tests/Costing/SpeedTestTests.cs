using Jaram.Architecture.Costing;
using Jaram.Inference.Caching;
using Jaram.Inference.Costing;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Tests.Costing;

public sealed class SpeedTestTests
{
    public static TheoryData<string> Names => RandomModel.Names;

    [Theory, MemberData(nameof(Names))]
    public void Every_speed_of_a_plan_is_measured_between_two_ceilings(string name)
    {
        using var engine = RandomModel.Load(name, "int8");
        var report = new SpeedTest(engine, new("/nowhere"), watts: 5).Run(new(2, 0.01, [0, 1024, 4096]), _ => { });
        Assert.Equal([(SpeedKind.Prefill, 0, 1), (SpeedKind.Decode, 0, 1), (SpeedKind.Decode, 1024, 1),
            (SpeedKind.Decode, 0, 8)], report.Speeds.Select(speed => (speed.Kind, speed.Depth, speed.Batch)));
        Assert.All(report.Speeds, speed =>
        {
            Assert.Equal(2, speed.Rates.Count);
            Assert.True(speed.Rates.Min() > 0);
            Assert.False(speed.IsCounted);
            // all repeats' seconds times 2 threads of 5 W, over their tokens: between the fastest and the slowest repeat
            Assert.InRange(speed.Joules, 10 / speed.Rates.Max() * 0.99, 10 / speed.Rates.Min() * 1.5);
        });
        Assert.True(report.Bandwidth > 0 && report.Peak > 0);
    }

    /// <summary>The bits of a weight that prices are made with are the engine's own; whole panels, so nothing is padded.
    /// </summary>
    [Theory]
    [InlineData("f32")]
    [InlineData("bf16")]
    [InlineData("int8")]
    [InlineData("int4")]
    [InlineData("int4-64")]
    public void A_weight_takes_the_bits_that_prices_say(string word)
    {
        var (plan, precision) = (WeightPlan.Of(word), Precision.Of(word));
        foreach (var (format, bits) in new[] { (plan.Layers, precision.Layers), (plan.Embedding, precision.Embedding),
            (plan.Latent, precision.Latent) })
            Assert.Equal(bits * 128 * 256 / 8, PackedMatrix.BytesOf(format, 128, 256));
        Assert.Contains(word, Precision.Words);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_token_takes_the_bytes_of_the_formula_in_the_cache(string name)
    {
        using var engine = RandomModel.Load(name, cache: CacheFormat.F32);
        using var text = engine.Begin();
        using var batch = new Batch();
        batch.Add(text, [.. Enumerable.Range(1, 32)], Scored.Nothing);
        engine.Run(batch);
        var formula = new StepReads(engine.Design, Precision.Of("f32"), 32).Cache(32);
        // values are padded to 16 channels: 24 channels of the windowed layers' values become 32
        var padding = name == "window" ? 2 * 32 * 4 * (32 - 24) * sizeof(float) : 0;
        Assert.Equal(formula + padding, text.Bytes);
    }
}
