using CsCheck;
using Jaram.Architecture.Costing;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Tests.Costing;

public sealed class StepModelTests
{
    private static readonly Rates _rates = new(100e9, 1e12, 0.5, 0.25, 1e-5);

    [Fact]
    public void One_text_takes_the_plain_formula()
    {
        var model = Shapes.Model(Shapes.Dense, "f32");
        var bytes = 4.0 * (Count.Of(Shapes.Dense).ActiveParameters - 1000 * 128) + 4 * 2 * 4 * 32 * 2 * 1000;
        Assert.Equal(bytes / 50e9 + 1e-5, model.Decode(_rates, 1, 1000), 1e-12);
    }

    [Fact]
    public void Many_texts_are_bound_by_computing()
    {
        var model = Shapes.Model(Shapes.Dense);
        var flops = 1000 * Count.Of(Shapes.Dense).Flops(new Work.Decode(1));
        Assert.Equal(flops / 0.25e12 + 1e-5, model.Decode(_rates, 1000, 0), 1e-12);
    }

    [Fact]
    public void A_prompt_scores_its_last_token_only()
    {
        var model = Shapes.Model(Shapes.Dense);
        var all = 512 * Count.Of(Shapes.Dense).Flops(new Work.Prefill(512));
        Assert.Equal(all - 511 * 2.0 * 128 * 1000, model.PrefillFlops(512), 1);
    }

    [Fact]
    public void Texts_that_fit_fill_what_the_weights_leave()
    {
        var model = Shapes.Model(Shapes.Dense);
        var (weights, text) = (model.Reads.Weights, model.Reads.Cache(100));
        Assert.Equal(3, model.MostTexts(weights + 3.5 * text, 100, 512));
        Assert.Equal(2, model.MostTexts(weights + 3.5 * text, 100, 2));
        Assert.Equal(0, model.MostTexts(weights - 1, 100, 512));
    }

    [Fact]
    public void A_fit_finds_the_rates_that_made_the_times() =>
        Gen.Select(Gen.Double[0.1, 1], Gen.Double[0, 1e-4]).Sample((share, overhead) =>
        {
            var (model, made) = (Shapes.Model(Shapes.Dense), new Rates(20e9, 1e13, share, 0.5, overhead));
            var fitted = StepFit.Of(model, 20e9, 1e13, 512, model.PrefillFlops(512) / (0.5 * 1e13) + overhead,
                [.. new[] { 0, 1024, 4096 }.Select(depth => new MeasuredStep(1, depth, model.Decode(made, 1, depth)))]);
            foreach (var depth in new[] { 0, 500, 8000 })
                Assert.Equal(1, model.Decode(fitted, 1, depth) / model.Decode(made, 1, depth), 1e-3);
        }, iter: 100);

    [Fact]
    public void An_estimate_has_the_units_that_it_says()
    {
        // 1 GB/s at a share of 1, as many bytes as the step reads; 100 W board, 200 W at the wall
        var (model, bytes) = (Shapes.Model(Shapes.Dense), Shapes.Model(Shapes.Dense).DecodeBytes(1, 0));
        var assumptions = Assumptions.Default.With("depth=0", "--set").With("bandwidthShare=1", "--set")
            .With("overheadUsPerLayer=0", "--set");
        var estimate = Estimate.Of(model, Precision.Of("bf16"), Shapes.Machine((Hardware.Bandwidth, 1),
            (Hardware.PeakBf16, 1000), (Hardware.BoardWatts, 100), (Hardware.Memory, 80)), assumptions);
        Assert.Equal(1e9 / bytes, estimate.Batches[0].TokensPerSecond.Value, 1e-6);
        Assert.Equal(200 / (1e9 / bytes), estimate.Batches[0].Joules.Value, 1e-9);
        Assert.Equal([1, 8, 64, 512], estimate.Batches.Select(batch => batch.Batch));
        Assert.Equal("capexKrw of machine", estimate.Batches[0].Price.Total.Missing);
    }

    [Fact]
    public void A_model_that_memory_does_not_hold_is_too_big()
    {
        var estimate = Estimate.Of(Shapes.Model(Shapes.Dense), Precision.Of("bf16"),
            Shapes.Machine((Hardware.Memory, 0.001)), Assumptions.Default);
        Assert.True(estimate.IsTooBig);
        Assert.Empty(estimate.Batches);
        Assert.True(estimate.NeededBytes > estimate.MemoryBytes.Value);
    }

    [Fact]
    public void A_machine_without_small_numbers_computes_in_wider_ones()
    {
        var machine = Shapes.Machine((Hardware.Bandwidth, 1), (Hardware.PeakF32, 1));
        Assert.Equal(Hardware.PeakF32, Estimate.Of(Shapes.Model(Shapes.Dense, "int4"), Precision.Of("int4"), machine,
            Assumptions.Default).PeakUsed);
    }
}
