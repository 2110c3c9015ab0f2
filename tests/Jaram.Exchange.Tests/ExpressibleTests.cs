using Jaram.Exchange.Exporting;
using Jaram.Exchange.Families;

namespace Jaram.Exchange.Tests;

public sealed class ExpressibleTests
{
    public static TheoryData<string, string, string> Presets => new()
    {
        { "field-gqa", "llama", "llama" },
        { "field-mla", "deepseek-v3 deepseek-v2", "deepseek-v3 deepseek-v2" },
        { "sprout-gqa", "", "" }, { "sprout-mla", "", "" }, { "sprout-moe", "", "" }, { "sapling-mla", "", "" },
        { "tree-124m", "", "" },
    };

    [Theory, MemberData(nameof(Presets))]
    public void A_preset_is_told_which_families_hold_it(string name, string huggingFace, string gguf)
    {
        var design = Design.Read(File.ReadAllBytes(Checkout.At($"designs/{name}.json")), name);
        Assert.Equal(huggingFace, Families(design, Format.HuggingFace));
        Assert.Equal(gguf, Families(design, Format.Gguf));
    }

    [Fact]
    public void Every_misfit_of_a_design_is_named_with_its_remedy()
    {
        var design = Design.Read(File.ReadAllBytes(Checkout.At("designs/sprout-gqa.json")), "sprout-gqa");
        Assert.Equal("""
            embeddingNorm is true: qwen3 has false; write false
            logitSoftcap is 15: qwen3 has 0; write 0
            activation is reluSquared: qwen3 has swiGlu; write swiGlu
            """.ReplaceLineEndings("\n"), string.Join('\n', new Qwen3().Misfits(design, Format.Gguf, AheadModules.Refuse)));
    }

    [Fact]
    public void A_design_that_no_family_holds_is_refused_in_one_line()
    {
        var design = Sample.Grouped(norm: false) with { LogitSoftcap = 15 };
        var error = Assert.Throws<DesignException>(() => new ExportedModel(design,
            Sample.Weights(Sample.Grouped(norm: false)), Sample.Files, Format.Gguf, AheadModules.Refuse));
        Assert.Equal("tiny: no known family can hold this design as GGUF; llama comes nearest, but logitSoftcap is 15: "
            + "llama has 0; write 0", error.Message);
    }

    public static TheoryData<string, Func<Design, Design>, string> Changes => new()
    {
        { "llama", d => d with { EmbeddingNorm = true }, "embeddingNorm is true" },
        { "llama", d => d with { Norm = d.Norm with { Gain = false } }, "norm.gain is false" },
        { "llama", d => d with { Ahead = new() { Depth = 1, Layer = "full", Weight = 1 } }, "ahead is 1" },
        { "llama", d => Layer(d, l => l with { Norm = NormPlacement.Post }), "norm is post" },
        { "llama", d => Layer(d, l => l with { Residual = ResidualExtras.Input }), "residual is input" },
        { "llama", d => Layer(d, l => l with { Canon = new() { Taps = 2, At = CanonPoints.A } }), "canon is a" },
        { "llama", d => Mixer(d, m => m with { Window = 8 }), "window is 8" },
        { "llama", d => Mixer(d, m => m with { Rotary = null }), "rotary is absent" },
        { "llama", d => Mixer(d, m => m with { Softcap = 9 }), "softcap is 9" },
        { "llama", d => Mixer(d, m => m with { OutputGate = true }), "outputGate is true" },
        { "llama", d => Mixer(d, m => m with { Heads = 5, KeyValueHeads = 5 }), "heads is 5" },
        { "llama", d => Mixer(d, m => m with { Rotary = m.Rotary! with { Dim = 4 } }), "rotary.dim is 4" },
        { "llama", d => Sample.Turned(d, RotaryLayout.Halves, Sample.Yarn with { Warmth = new() { Turned = 1, All = 1 } }),
            "warmth is given" },
        { "deepseek-v3", d => d with { Norm = d.Norm with { Epsilon = 1e-5 } }, "norm.epsilon is 1E-05" },
        { "deepseek-v3", d => d with { Pattern = "sparse dense" }, "pattern is sparse dense" },
        { "deepseek-v3", d => Mixture(d, m => m with { Shared = 0 }), "shared is 0" },
        { "deepseek-v3", d => Mixture(d, m => m with { GroupScore = GroupScore.Best }), "groupScore is best" },
        { "deepseek-v3", d => Mixture(d, m => m with { Groups = 6, ActiveGroups = 2 }), "groups is 6" },
    };

    [Theory, MemberData(nameof(Changes))]
    public void One_inexpressible_field_keeps_a_design_out(string name, Func<Design, Design> change, string says)
    {
        var design = Sample.All[name];
        var family = Expressible.In(design, Format.HuggingFace, AheadModules.Refuse)[0];
        Assert.Contains(family.Misfits(change(design), Format.HuggingFace, AheadModules.Refuse),
            reason => reason.StartsWith(says, Ordinal));
        Assert.DoesNotContain(family, Expressible.In(change(design), Format.HuggingFace, AheadModules.Refuse));
    }

    [Fact]
    public void What_gguf_readers_compute_otherwise_is_refused_for_gguf_alone()
    {
        var best = Mixture(Sample.All["deepseek-v2"], m => m with
            { Groups = 3, ActiveGroups = 2, GroupScore = GroupScore.Best });
        var lite = Sample.All["deepseek-v3"] with { Pattern = "dense 26*sparse" };
        var llama3 = Sample.Turned(Sample.All["qwen3"], RotaryLayout.Halves, new Llama3Scaling
            { Factor = 8, OriginalContext = 8192, LowFrequencyFactor = 1, HighFrequencyFactor = 4 });
        foreach (var design in (Design[])[best, lite, llama3])
        {
            Assert.NotEmpty(Expressible.In(design, Format.HuggingFace, AheadModules.Refuse));
            Assert.Empty(Expressible.In(design, Format.Gguf, AheadModules.Refuse));
        }
    }

    [Fact]
    public void Modules_that_look_ahead_are_left_out_only_when_asked()
    {
        var design = Sample.All["llama"] with { Ahead = new() { Depth = 1, Layer = "full", Weight = 1 } };
        Assert.Empty(Expressible.In(design, Format.Gguf, AheadModules.Refuse));
        Assert.Equal("llama", Expressible.In(design, Format.Gguf, AheadModules.LeaveOut)[0].Name);
    }

    private static string Families(Design design, Format format) =>
        string.Join(' ', Expressible.In(design, format, AheadModules.Refuse).Select(family => family.Name));

    private static Design Layer(Design design, Func<LayerDesign, LayerDesign> change) =>
        design with { Layers = design.Layers.SetItems(design.Layers.Select(kind => KeyValuePair.Create(kind.Key, change(kind.Value)))) };

    private static Design Mixer(Design design, Func<AttentionDesign, AttentionDesign> change) =>
        Layer(design, layer => layer with { Mixer = change((AttentionDesign)layer.Mixer) });

    private static Design Mixture(Design design, Func<MixtureDesign, MixtureDesign> change) =>
        Layer(design, layer => layer.Channel is MixtureDesign mixture ? layer with { Channel = change(mixture) } : layer);
}
