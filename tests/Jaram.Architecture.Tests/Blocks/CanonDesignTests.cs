namespace Jaram.Architecture.Tests.Blocks;

public sealed class CanonDesignTests
{
    [Theory]
    [InlineData("taps", "1", "taps must be 2 or more, got 1; use 4")]
    [InlineData("at", "\"none\"", "at must name a point, got none; use a, b, c or d")]
    public void A_wrong_value_is_refused(string key, string json, string rule) =>
        Assert.Equal($"layers.wide.canon: {rule}", Sample.Refusal(("layers.wide.canon." + key, json)));

    [Fact]
    public void Latent_attention_has_no_queries_keys_and_values_to_convolve() =>
        Assert.Equal("layers.deep: canon.at has b only with a mixer of kind attention, got a, b; "
            + "leave b out, or use attention: a latent mixer keeps no keys and values",
            Sample.Refusal(("layers.deep.canon", """{ "taps": 4, "at": "a, b" }""")));

    [Fact]
    public void A_mixture_has_no_one_hidden_layer_to_convolve() =>
        Assert.Equal("layers.deep: canon.at has d only with a channel of kind mlp, got d; leave d out, or use an mlp",
            Sample.Refusal(("layers.deep.canon", """{ "taps": 4, "at": "d" }""")));
}
