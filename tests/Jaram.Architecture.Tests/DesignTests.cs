using System.Text;
using CsCheck;
using Jaram.Architecture.Blocks;

namespace Jaram.Architecture.Tests;

public sealed class DesignTests
{
    [Fact]
    public void Reading_what_was_written_gives_an_equal_design() =>
        Drawn.Design.Sample(design =>
        {
            var again = Design.Read(design.Write(), "drawn.json");
            Assert.Equal(design, again);
            Assert.Equal(design.GetHashCode(), again.GetHashCode());
            Assert.Equal(design.Write(), again.Write());
            Assert.Equal(design.Stack, again.Stack);     // value by value: nothing was lost
        }, iter: 300);

    [Fact]
    public void A_change_anywhere_makes_another_design()
    {
        var sample = Sample.Read(Sample.Json);
        Assert.NotEqual(sample, Sample.With(("layers.deep.mixer.rotary.scaling.factor", "41")));
        Assert.NotEqual(sample, Sample.With(("layers.wide.canon.at", "\"a, b, c\"")));
        Assert.NotEqual(sample, sample with { Width = 9 });
        Assert.Equal(sample, sample with { Width = 8 });
    }

    [Fact]
    public void The_order_of_keys_changes_nothing() =>
        Assert.Equal(
            Sample.Read(Sample.Json),
            Sample.Read(Sample.Json.Replace("\"kind\": \"mlp\", \"hidden\": 16", "\"hidden\": 16, \"kind\": \"mlp\"")
                .Replace("\"depth\": 1, \"layer\": \"wide\"", "\"layer\": \"wide\", \"depth\": 1")));

    [Fact]
    public void Comments_and_a_byte_order_mark_change_nothing() =>
        Assert.Equal(Sample.Read(Sample.Json), Sample.Read("\uFEFF// as an editor left it\n" + Sample.Json));

    [Fact]
    public void An_absent_key_means_that_the_model_goes_without()
    {
        var bare = Sample.With(
            ("tiedEmbeddings", ""), ("embeddingNorm", ""), ("logitSoftcap", ""), ("ahead", ""),
            ("pattern", "\"wide deep\""),
            ("layers.wide.norm", ""), ("layers.wide.residual", ""), ("layers.wide.canon", ""),
            ("layers.wide.mixer.window", ""), ("layers.wide.mixer.rotary", ""), ("layers.wide.mixer.softcap", ""),
            ("layers.wide.mixer.queryKeyNorm", ""), ("layers.wide.mixer.outputGate", ""),
            ("layers.deep.mixer.queryRank", ""), ("layers.deep.mixer.rotary.scaling", ""),
            ("layers.deep.mixer.rotary.layout", ""), ("layers.deep.channel.shared", ""),
            ("layers.deep.channel.groups", ""), ("layers.deep.channel.activeGroups", ""),
            ("layers.deep.channel.balanceRate", ""));
        Assert.Equal((false, false, 0, null), (bare.TiedEmbeddings, bare.EmbeddingNorm, bare.LogitSoftcap, bare.Ahead));
        var (wide, deep) = (bare.Stack[0], bare.Stack[1]);
        Assert.Equal((NormPlacement.Pre, ResidualExtras.None, null), (wide.Norm, wide.Residual, wide.Canon));
        var attention = Assert.IsType<AttentionDesign>(wide.Mixer);
        Assert.Equal((0, null, 0.0), (attention.Window, attention.Rotary, attention.Softcap));
        Assert.False(attention.QueryKeyNorm || attention.OutputGate);
        var latent = Assert.IsType<LatentAttentionDesign>(deep.Mixer);
        Assert.Equal((0, RotaryLayout.Halves, null), (latent.QueryRank, latent.Rotary!.Layout, latent.Rotary.Scaling));
        var mixture = Assert.IsType<MixtureDesign>(deep.Channel);
        Assert.Equal((0, 0, 0, 0.0), (mixture.Shared, mixture.Groups, mixture.ActiveGroups, mixture.BalanceRate));
        Assert.Null(mixture.SharedExpert);
    }

    [Fact]
    public void The_stack_follows_the_pattern()
    {
        var sample = Sample.Read(Sample.Json);
        Assert.Equal([sample.Layers["wide"], sample.Layers["deep"], sample.Layers["deep"]], sample.Stack);
    }

    [Theory]
    [InlineData("name", "\" \"", "name must say something, got an empty text; write one line")]
    [InlineData("about", "\"\"", "about must say something, got an empty text; write one line")]
    [InlineData("source", "\"\"", "source must say something, got an empty text; write one line")]
    [InlineData("vocabulary", "0", "vocabulary must be positive, got 0; use 1 or more")]
    [InlineData("width", "-8", "width must be positive, got -8; use 1 or more")]
    [InlineData("context", "0", "context must be positive, got 0; use 1 or more")]
    [InlineData("logitSoftcap", "-1.5",
        "logitSoftcap must be finite and not negative, got -1.5; use 0 to leave it out")]
    [InlineData("norm.epsilon", "0", "norm: epsilon must be positive and finite, got 0; use a number above 0")]
    [InlineData("layers", "{}", "layers must hold a layer, got none; add one")]
    [InlineData("layers.wide", "null", "layers.wide: must not be null; write a value, or take the key out")]
    [InlineData("ahead.depth", "0", "ahead: depth must be positive, got 0; use 1 or more")]
    [InlineData("ahead.weight", "0", "ahead: weight must be positive and finite, got 0; use a number above 0")]
    [InlineData("ahead.layer", "\"tall\"", "ahead.layer must name one of: deep, wide, got 'tall'; add it to layers")]
    [InlineData("ahead.layer", "\"\"", "ahead: layer must say something, got an empty text; write one line")]
    [InlineData("pattern", "\"wide tall deep\"",
        "pattern must name one of: deep, wide, got 'tall'; correct the name, or add that layer to layers")]
    [InlineData("pattern", "\"3*wide\"",
        "layers must be used by the pattern, got 'deep'; name it there, or take it out")]
    [InlineData("pattern", "\"deep wide\"",
        "pattern must begin with attention for residual value, got 'deep wide'; "
        + "begin with an attention layer, or leave value out")]
    public void A_wrong_value_is_refused(string path, string json, string message) =>
        Assert.Equal(message, Sample.Refusal((path, json)));

    [Fact]
    public void Values_are_blended_only_where_shapes_agree() =>
        Assert.Equal(
            "keyValueHeads × headDim must equal the first layer's (2 × 6) for residual value, got 4 × 6; "
            + "make them equal, or leave value out",
            Sample.RefusalOf(Sample.Json.Replace("\"wide 2*deep\"", "\"wide 2*deep other\"").Replace("\"deep\": {", """
                "other": {
                  "mixer": { "kind": "attention", "heads": 4, "keyValueHeads": 4, "headDim": 6 },
                  "channel": { "kind": "mlp", "hidden": 16, "activation": "gelu" }, "residual": "value"
                },
                "deep": {
                """)));

    [Theory]
    [InlineData("a b")]
    [InlineData("a*")]
    [InlineData("")]
    public void A_layer_that_no_pattern_can_name_is_refused(string name) =>
        Assert.Equal($"layers must have names of letters, digits, - and _, got '{name}'; rename it",
            Sample.RefusalOf(Sample.Json.Replace("\"deep\": {", $"\"{name}\": {{")));

    [Fact]
    public void Sizes_that_no_count_can_hold_are_refused() =>
        Assert.Equal("parameters must be fewer than 2^63, all together, got more; use smaller sizes",
            Sample.Refusal(("width", "2000000000"), ("vocabulary", "2000000000"),
                ("layers.wide.channel.hidden", "2000000000"),
                ("pattern", "\"1000*wide deep\"")));

    [Fact]
    public void Whatever_the_bytes_reading_ends_in_a_design_or_in_one_line() =>
        Gen.Select(Gen.Int[0, Sample.Json.Length - 1],
            Gen.OneOf(Gen.Byte, Gen.OneOfConst("\"{}[]:,0-9eE.nul\\ "u8.ToArray()))).Array[1, 3].Sample(edits =>
        {
            var bytes = Encoding.UTF8.GetBytes(Sample.Json);
            foreach (var (at, value) in edits) bytes[at] = value;
            try
            {
                Assert.NotEmpty(Design.Read(bytes, "edited.json").Stack);
            }
            catch (DesignException wrong)
            {
                Assert.StartsWith("edited.json: ", wrong.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(wrong.Message, char.IsControl);
            }
        }, iter: 1500);

    [Fact]
    public void A_file_cut_short_is_refused_wherever_the_cut_is()
    {
        for (var length = 0; length < Sample.Json.Length; length++) Sample.RefusalOf(Sample.Json[..length]);
    }
}
