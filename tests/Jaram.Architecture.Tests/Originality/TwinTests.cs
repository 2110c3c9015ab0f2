using Jaram.Architecture.Atlas;
using Jaram.Architecture.Blocks;
using Jaram.Architecture.Originality;

namespace Jaram.Architecture.Tests.Originality;

public sealed class TwinTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("sprout-mla")]
    [InlineData("sprout-gqa")]
    [InlineData("sprout-moe")]
    [InlineData("field-mla")]
    public void A_twin_of_Llama_has_nothing_that_Llama_has_not(string preset)
    {
        var twin = Twin.Of(Preset(preset), Works.Models, Works.Model("Llama-2-7B"));
        output.WriteLine($"{preset}: {twin.BitsBefore:f1} bits, left {twin.BitsLeft:f1}: {string.Join(", ", twin.Left)}");
        Assert.True(twin.BitsBefore > 0);
        Assert.Equal(0, twin.BitsLeft, 9);
        Assert.All(twin.Design.Stack, layer =>
        {
            var attention = Assert.IsType<AttentionDesign>(layer.Mixer);
            Assert.Equal((attention.Heads, false, 0), (attention.KeyValueHeads, attention.QueryKeyNorm, attention.Softcap));
            Assert.Equal(Activation.SwiGlu, Assert.IsType<MlpDesign>(layer.Channel).Activation);
        });
    }

    [Fact]
    public void Sizes_that_no_step_touched_stay_and_the_twin_reads_as_a_design()
    {
        var design = Preset("sprout-mla");
        var twin = Twin.Of(design, Works.Models, null).Design;
        Assert.Equal((design.Width, design.Context, design.Vocabulary, design.Stack.Length),
            (twin.Width, twin.Context, twin.Vocabulary, twin.Stack.Length));
        Assert.Equal(twin, Design.Read(twin.Write(), "twin"));
        Assert.Equal("sprout-mla-twin", twin.Name);
    }

    [Fact]
    public void A_design_that_says_nothing_new_has_no_twin()
    {
        var llama = Twin.Of(Preset("sprout-gqa"), Works.Models, Works.Model("Llama-2-7B")).Design;
        var refused = Assert.Throws<DesignException>(() => Twin.Of(llama, Works.Models, Works.Model("Llama-2-7B")));
        Assert.Contains("must have a step that can be undone", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_alternatives_are_designs_that_read_and_differ() =>
        Assert.All(new[] { "sprout-gqa", "sprout-mla", "sprout-moe" }.Select(Preset), design =>
        {
            var others = Alternatives.To(design).ToList();
            Assert.True(others.Count > 10);
            Assert.All(others, other => Assert.Equal(other, Design.Read(other.Write(), "alternative")));
            Assert.All(others, other => Assert.NotNull(Blueprint.Of(other).Checked()));
        });

    private static Design Preset(string name) =>
        Design.Read(File.ReadAllBytes(Repository.At($"designs/{name}.json")), name);
}
