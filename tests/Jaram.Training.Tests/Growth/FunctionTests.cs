using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Training.Growth;
using Jaram.Training.Raising;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Growth;

/// <summary>Operators that keep the parent's function, or say how much of it they lose.</summary>
public sealed class FunctionTests
{
    [Theory]
    [InlineData("softcap", "upcycle:4,2")]
    [InlineData("swiglu-sandwich", "upcycle:4,1")]
    [InlineData("gelu-post", "upcycle:8,4,2")]
    [InlineData("local-and-full", "upcycle:8,2,2")]
    [InlineData("ahead", "upcycle:12,6,3")]
    [InlineData("latent", "upcycle:2,2")]
    public void Experts_cut_from_one_network_add_up_to_it(string design, string by)
    {
        using var family = Family.Of(design, by);
        Close.Relatively(Family.Scores(family.Parent), Family.Scores(family.Child), 2e-6, $"{design}, training blocks");
        Close.Relatively(Family.EngineScores(family.Parent), Family.EngineScores(family.Child), 2e-6, $"{design}, engine");
    }

    [Theory]
    [InlineData("mixture-softmax", "upcycle:4,2", "3 of 3 layers have experts already")]
    [InlineData("softcap", "upcycle:4,5", "pass 5 of 4 experts")]
    [InlineData("softcap", "upcycle:4,1,2", "4 experts, 1 active, are no whole copies of 2 pieces")]
    [InlineData("softcap", "upcycle:14,7,7", "24 hidden channels, no multiple of 7")]
    [InlineData("canon", "upcycle:4,2", "Canon convolution on hidden channels")]
    [InlineData("no-gain-untied", "width:1", "1 copies")]
    [InlineData("softcap", "mla:8", "bounds its scores (softcap)")]
    [InlineData("query-key-norm-half-rotary", "mla:8", "normalises queries and keys")]
    [InlineData("value-residual", "mla:8", "residual value")]
    [InlineData("canon", "mla:8", "canon b")]
    [InlineData("multi-query-gate-nope", "mla:8", "output gate")]
    [InlineData("latent", "mla:8", "0 of 3 layers have attention")]
    [InlineData("window", "mla:17", "rank 17, but keys and values of layer full have 12 at most")]
    [InlineData("window", "mla:8,3", "3 rotary channels, but layer full turns 4")]
    [InlineData("window", "mla:8,8", "8 rotary channels, but layer full turns 4")]
    [InlineData("interleaved-yarn", "mla:8,2", "2 rotary channels of 4, but their wavelengths are scaled")]
    [InlineData("local-and-full", "lesa:1", "2 kinds of layers")]
    public void A_parent_that_is_none_for_an_operator_is_refused_with_both_numbers(string design, string by, string said)
    {
        var refusal = Assert.Throws<RaisingException>(() => Family.Of(design, by));
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory, MemberData(nameof(TinyDesigns.Names), MemberType = typeof(TinyDesigns))]
    public void Twice_the_width_gives_the_same_scores(string design)
    {
        using var family = Family.Of(design, "width:2");
        Assert.Equal(2 * family.Parent.Design.Width, family.Child.Design.Width);
        Close.Relatively(Family.Scores(family.Parent), Family.Scores(family.Child), 1e-5, $"{design}, training blocks");
        Close.Relatively(Family.EngineScores(family.Parent), Family.EngineScores(family.Child), 1e-5, $"{design}, engine");
    }

    [Fact]
    public void Three_times_the_width_gives_the_same_scores_and_no_two_shares_are_alike()
    {
        using var family = Family.Of("swiglu-sandwich", "width:3");
        Close.Relatively(Family.Scores(family.Parent), Family.Scores(family.Child), 1e-5, "training blocks");
        var row = Family.Numbers(family.Weights, "layers.0.mixer.inner.q.weight")[..48];
        Assert.Equal(48, row.Distinct().Count());
    }

    [Theory]
    [InlineData("nope", "mla:16")]
    [InlineData("multi-query", "mla:4,4")]
    [InlineData("multi-query-interleaved", "mla:4,4")]
    public void Latents_of_full_rank_lose_nothing_where_heads_share_one_key_or_have_no_positions(string kind, string by)
    {
        using var family = new Family(Named(kind), by);
        Close.Relatively(Family.Scores(family.Parent), Family.Scores(family.Child), 1e-5, $"{kind}, training blocks");
        Close.Relatively(Family.EngineScores(family.Parent), Family.EngineScores(family.Child), 1e-5, $"{kind}, engine");
    }

    [Theory]
    [InlineData("nope", 16)]
    [InlineData("multi-query-half-rotary", 6)]
    public void The_more_rank_the_less_is_lost_and_with_all_of_it_nothing(string kind, int full)
    {
        var last = double.PositiveInfinity;
        foreach (var rank in new[] { 2, 4, full })
        {
            using var family = new Family(Named(kind), $"mla:{rank}");
            using var apart = Family.Scores(family.Parent) - Family.Scores(family.Child);
            var far = apart.square().mean().sqrt().item<float>();
            Assert.True(far < last, $"rank {rank}: {far}, before {last}");
            last = far;
        }
        Assert.True(last < 1e-5, $"{last}");
    }

    [Theory]
    [InlineData("nope", new[] { 2, 3, 4, 8, 12, 16 })]
    [InlineData("grouped", new[] { 1, 3, 6, 9, 12 })]
    [InlineData("local-and-full", new[] { 1, 3, 6, 9, 12 })]
    public void What_is_lost_of_keys_and_values_is_told_for_each_rank(string kind, int[] ranks)
    {
        using var family = kind == "local-and-full" ? Family.Of(kind, "mla:3") : new Family(Named(kind), "mla:3");
        var lost = new LatentConversion(3, null).LossByRank(family.Model);
        Assert.Equal(ranks, lost.Select(l => l.Rank));
        Assert.Equal(lost.Select(l => l.Lost).OrderDescending(), lost.Select(l => l.Lost));
        Assert.InRange(lost[0].Lost, 0.3, 1);
        Assert.InRange(lost[^1].Lost, 0, 1e-7);
    }

    [Theory]
    [InlineData("grouped", "mla:6,2")]
    [InlineData("local-and-full", "mla:6")]
    [InlineData("gelu-post", "mla:9,2")]
    [InlineData("interleaved-yarn", "mla:6")]
    public void Engine_and_training_blocks_agree_on_latents_that_lost_something(string design, string by)
    {
        using var family = design == "grouped" ? new Family(Named(design), by) : Family.Of(design, by);
        using var text = TinyModel.Text(family.Child.Design, seed: 4, batch: 1, tokens: 12);
        using var pass = new Training.Blocks.Pass();
        using var quiet = no_grad();
        Close.Relatively(family.Child.call(text, pass).flatten(), Family.EngineScores(family.Child), 1e-4, design);
    }

    [Fact]
    public void Of_layers_that_are_all_alike_the_one_between_is_like_them()
    {
        var design = TinyDesigns.Named("swiglu-sandwich");
        using var family = new Family(design, "slices:0-1+0-1+0-1+0-1");
        var alike = new ParentModel(family.Plan.Design, family.Weights, Checkpoints.Packing.HeldTensors.None);
        var grown = new GrowthPlan(alike, default, GrowthOperator.Parse("lesa:2"), Raising.Cradle.Plan);
        var weights = grown.Grow([1, 2, 3]).Weights;
        Assert.Equal(6, grown.Design.Stack.Length);
        foreach (var name in weights.Tensors.Select(tensor => tensor.Name).Where(name => name.StartsWith("layers.", StringComparison.Ordinal)))
            Close.Absolutely(tensor(Family.Numbers(weights, $"layers.0.{name.Split('.', 3)[2]}")),
                tensor(Family.Numbers(weights, name)), 1e-5, name);
    }

    [Fact]
    public void New_layers_stand_between_the_last_ones_and_the_others_are_the_parents()
    {
        using var family = new Family(TinyDesigns.Named("window") with { Pattern = "9*full" }, "lesa:4");
        foreach (var (place, layer) in new[] { (0, 0), (4, 4), (6, 5), (8, 6), (10, 7), (12, 8) })
            Assert.True(family.Weights.Bytes($"layers.{place}.mixer.inner.q.weight")
                .SequenceEqual(family.Model.Weights.Bytes($"layers.{layer}.mixer.inner.q.weight")), $"{place}");
        var (before, middle, after) = (Of(4), Of(5), Of(6));
        Assert.Equal(13, family.Plan.Design.Stack.Length);
        Assert.True(Close.Largest(middle - (before + after) * 0.5) > 1e-3);     // something was learnt
        Assert.All(Family.Numbers(family.Weights, "layers.5.mixer.inner.q.weight"), x => Assert.True(float.IsFinite(x)));

        Tensor Of(int place) => tensor(Family.Numbers(family.Weights, $"layers.{place}.mixer.inner.q.weight"));
    }

    private static Design Named(string kind)
    {
        var design = TinyDesigns.Named("window");
        var layer = design.Layers["full"];
        var a = ((AttentionDesign)layer.Mixer) with { Window = 0 };
        var mixer = kind switch
        {
            "nope" => a with { Rotary = null },
            "multi-query" => a with { KeyValueHeads = 1 },
            "multi-query-half-rotary" => a with { KeyValueHeads = 1, Rotary = a.Rotary! with { Dim = 2 } },
            "multi-query-interleaved" => a with
                { KeyValueHeads = 1, Rotary = a.Rotary! with { Layout = RotaryLayout.Interleaved } },
            _ => a,
        };
        return design with { Layers = design.Layers.SetItem("full", layer with { Mixer = mixer }) };
    }
}
