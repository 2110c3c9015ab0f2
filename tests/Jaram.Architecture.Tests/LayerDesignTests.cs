namespace Jaram.Architecture.Tests;

public sealed class LayerDesignTests
{
    [Fact]
    public void Values_are_blended_only_by_attention() =>
        Assert.Equal("layers.deep: residual has value only with a mixer of kind attention, got value, input; "
            + "leave value out, or use attention: a latent mixer keeps no values to blend",
            Sample.Refusal(("layers.deep.residual", "\"value, input\"")));

    [Theory]
    [InlineData(NormPlacement.Pre, 2)]
    [InlineData(NormPlacement.Post, 2)]
    [InlineData(NormPlacement.Sandwich, 4)]
    public void A_sandwich_has_four_norms_and_the_others_two(NormPlacement placement, int norms) =>
        Assert.Equal(norms, (Sample.Read(Sample.Json).Stack[0] with { Norm = placement }).Norms);

    [Fact]
    public void A_first_layer_has_nothing_to_blend_with()
    {
        var layer = Sample.Read(Sample.Json).Stack[0];
        Assert.Equal(2, layer.ResidualScalars(first: true));
        Assert.Equal(3, layer.ResidualScalars(first: false));
    }

    [Fact]
    public void Canon_keeps_the_inputs_that_its_filters_reach_back_to()
    {
        // points a and c see the width (8 each), b the queries, keys and values (24 + 12 + 12), d gate and up (16 each)
        var layer = Sample.Read(Sample.Json).Stack[0];
        Assert.Equal(8 + 48 + 8 + 32, layer.Canon!.Channels(8, layer));
        Assert.Equal((layer with { Canon = null }).Cache(8).Fixed + 96 * 3, layer.Cache(8).Fixed);
    }
}
