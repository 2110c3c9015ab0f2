using Jaram.Architecture;
using Jaram.Architecture.Costing;
using Jaram.Inference.Caching;
using Jaram.Inference.Costing;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Tests.Costing;

public sealed class SpeedTestTests
{
    [Fact]
    public void Every_speed_of_a_plan_is_measured_between_two_ceilings()
    {
        using var engine = RandomModel.Load("window", "int8");
        var report = new SpeedTest(engine, new("/nowhere"), watts: 5).Run(new(2, 0.01, [0, 1024, 4096]), _ => { });
        Assert.Equal([(SpeedKind.Prefill, 0, 1), (SpeedKind.Decode, 0, 1), (SpeedKind.Decode, 1024, 1),
            (SpeedKind.Decode, 2048 - 32, 1), (SpeedKind.Decode, 0, 8)], report.Speeds.Select(speed => (speed.Kind, speed.Depth, speed.Batch)));
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

    /// <summary>These designs' vectors fill their lanes, so nothing is padded; float32 has no scales.</summary>
    [Theory]
    [InlineData("sprout-gqa")]
    [InlineData("sprout-mla")]
    [InlineData("sprout-moe")]
    public void A_token_takes_the_bytes_of_the_formula_in_the_cache(string name)
    {
        var path = Path.Combine(FindRoot(AppContext.BaseDirectory), "designs", name + ".json");
        var design = Design.Read(File.ReadAllBytes(path), path);
        foreach (var (format, bits) in new[] { (CacheFormat.F32, 32), (CacheFormat.BF16, 16) })
        {
            var options = new EngineOptions { Cache = format, Threads = 1, CacheBytes = 1 << 26 };
            using var engine = Engine.Load(design, RandomWeights.Of(Engine.TensorsOf(design, options)), options);
            Assert.Equal(new StepReads(design, Precision.Of("f32"), bits).CachePerToken, engine.PageBytes / 16.0);
        }
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Jaram.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
