using Jaram.Architecture.Blocks;

namespace Jaram.Architecture.Tests.Blocks;

public sealed class MlpDesignTests
{
    [Fact]
    public void Nothing_hidden_is_refused() =>
        Assert.Equal("layers.wide.channel: hidden must be positive, got 0; use 1 or more",
            Sample.Refusal(("layers.wide.channel.hidden", "0")));

    [Theory]
    [InlineData(Activation.SwiGlu, 3)]
    [InlineData(Activation.Gelu, 2)]
    [InlineData(Activation.ReluSquared, 2)]
    public void A_gate_is_a_third_matrix(Activation activation, int matrices)
    {
        var mlp = new MlpDesign { Hidden = 5, Activation = activation };
        Assert.Equal((matrices * 35, matrices * 35, matrices * 70.0),
            (mlp.Parameters(7), mlp.ActiveParameters(7), mlp.Flops(7)));
    }
}
