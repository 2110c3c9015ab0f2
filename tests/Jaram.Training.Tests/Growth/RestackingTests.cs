using Jaram.Architecture.Atlas;
using Jaram.Training.Growth;

namespace Jaram.Training.Tests.Growth;

/// <summary>Children whose layers are the parent's.</summary>
public sealed class RestackingTests
{
    [Fact]
    public void Thirty_two_layers_with_eight_dropped_are_layers_0_to_23_and_then_8_to_31_name_by_name_and_bit_by_bit()
    {
        using var family = new Family(TinyDesigns.Named("softcap") with { Pattern = "32*full" }, "dus:8");
        int[] order = [.. Enumerable.Range(0, 24), .. Enumerable.Range(8, 24)];
        Assert.Equal("48*full", family.Plan.Design.Pattern);
        var expected = order.SelectMany((layer, place) => family.Model.Weights.Tensors.Select(tensor => tensor.Name)
                .Where(name => name.StartsWith($"layers.{layer}.", StringComparison.Ordinal))
                .Select(name => (Own: $"layers.{place}.{name.Split('.', 3)[2]}", From: name)))
            .Concat(new[] { "embedding", "norm.gain" }.Select(name => (Own: name, From: name))).ToDictionary();
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal),
            family.Weights.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        foreach (var (own, from) in expected)
            Assert.True(family.Weights.Bytes(own).SequenceEqual(family.Model.Weights.Bytes(from)), own);
    }

    [Fact]
    public void A_layer_keeps_its_window_wherever_it_comes_to_stand()
    {
        using var family = Family.Of("local-and-full", "dus:2");
        Assert.Equal(["local", "local", "full", "local", "full", "local", "local", "full"], family.Plan.Design.Order);
    }

    [Fact]
    public void A_first_layer_that_comes_to_stand_further_up_blends_no_values_in_at_first()
    {
        using var family = Family.Of("value-residual", "stack:2");
        Assert.Equal([0f], Family.Numbers(family.Weights, "layers.3.mixer.inner.value_mix"));
        Assert.Equal(Family.Numbers(family.Model.Weights, "layers.1.mixer.inner.value_mix"),
            Family.Numbers(family.Weights, "layers.4.mixer.inner.value_mix"));
        Assert.Equal(Family.Numbers(family.Model.Weights, "layers.0.input_mix"),
            Family.Numbers(family.Weights, "layers.3.input_mix"));
    }

    [Theory, MemberData(nameof(TinyDesigns.Names), MemberType = typeof(TinyDesigns))]
    public void Zeroed_copies_between_layers_leave_every_score_as_it_was_to_the_bit(string design)
    {
        using var family = Family.Of(design, "interleave");
        Assert.Equal(2 * family.Parent.Design.Stack.Length, family.Child.Design.Stack.Length);
        Close.Bitwise(Family.Scores(family.Parent), Family.Scores(family.Child), $"{design}, training blocks");
        Close.Bitwise(Family.EngineScores(family.Parent), Family.EngineScores(family.Child), $"{design}, engine");
    }

    [Fact]
    public void A_stack_three_times_over_has_three_times_the_layers_in_order()
    {
        Assert.Equal([0, 1, 0, 1, 0, 1], new Stacking(3).Order(2));
    }

    [Theory]
    [InlineData("dus:3", "each copy drops 3 layers of 3")]
    [InlineData("dus:2", "each copy drops 2 layers of 3: that is no deeper; drop 1 or fewer")]
    [InlineData("stack:1", "a stack of 1 is no growth")]
    [InlineData("interleave:2", "a copy after every 2 layers does not come out even with 3")]
    [InlineData("slices:0-2+1-4", "a slice goes from layer 1 to 4, the parent has 3")]
    [InlineData("lesa:3", "3 new layers, but 3 have 2 gaps")]
    public void A_child_that_does_not_fit_its_parent_is_refused_with_both_numbers(string by, string said)
    {
        var refusal = Assert.Throws<Training.Raising.RaisingException>(() => Family.Of("softcap", by));
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith(by, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dus")]
    [InlineData("dus:8,9")]
    [InlineData("dus:-1")]
    [InlineData("stak:2")]
    [InlineData("slices:8")]
    [InlineData("upcycle:1,2,3,4")]
    public void A_word_that_is_no_operator_is_refused(string by) =>
        Assert.Contains($"'{by}'", Assert.Throws<Training.Raising.RaisingException>(() => GrowthOperator.Parse(by)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("dus:8", MakingOperation.DepthUpScaling)]
    [InlineData("interleave", MakingOperation.DepthUpScaling)]
    [InlineData("slices:0-24+8-32", MakingOperation.DepthUpScaling)]
    [InlineData("slices:0-8+24-32", MakingOperation.Pruning)]
    [InlineData("upcycle:8,2", MakingOperation.Upcycling)]
    [InlineData("width:2", MakingOperation.Widening)]
    [InlineData("mla:64", MakingOperation.LatentConversion)]
    public void An_operator_says_what_it_does_in_the_atlas_words(string by, MakingOperation making) =>
        Assert.Equal(making, GrowthOperator.Parse(by).Making);

    [Theory]
    [InlineData("dus:8")]
    [InlineData("stack:2")]
    [InlineData("interleave")]
    [InlineData("interleave:4")]
    [InlineData("lesa:2")]
    [InlineData("upcycle:8,2")]
    [InlineData("upcycle:8,4,2")]
    [InlineData("width:2")]
    [InlineData("mla:64")]
    [InlineData("mla:64,16")]
    [InlineData("slices:0-24+8-32")]
    public void An_operator_is_written_as_it_is_read(string by) => Assert.Equal(by, GrowthOperator.Parse(by).Word);
}
