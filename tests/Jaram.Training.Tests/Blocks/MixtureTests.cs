using Jaram.Architecture.Blocks;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Blocks;

public sealed class MixtureTests
{
    private const long Tokens = 50;

    [Theory, InlineData("mixture-softmax"), InlineData("mixture-groups")]
    public void The_load_is_the_active_experts_of_every_token(string name)
    {
        using var scope = NewDisposeScope();
        var block = Served(name);
        Assert.Equal(Tokens * Shape(name).Active, block.Load.sum().item<float>());
    }

    [Fact]
    public void Balancing_moves_each_bias_by_its_rate_against_the_load()
    {
        using var scope = NewDisposeScope();
        var block = Served("mixture-groups");
        var bias = block.named_buffers().Single(b => b.name == "bias").buffer;
        var (before, load) = (bias.clone(), block.Load.clone());
        block.Balance();
        var expected = before + (load.mean() - load).sign() * Shape("mixture-groups").BalanceRate;
        Assert.True(Close.Largest(load - load.mean()) > 0);
        Close.Absolutely(expected, bias, 1e-7, "bias");
        Assert.Equal(0, block.Load.sum().item<float>());
    }

    [Fact]
    public void Decoding_is_no_load()
    {
        using var scope = NewDisposeScope();
        using var cache = new Cache();
        var block = Built("mixture-softmax");
        using var pass = new Pass(cache);
        block.call(TinyModel.Uniform(1, "x", 1, 3, 16), pass);
        Assert.Equal(0, block.Load.sum().item<float>());
    }

    private static MixtureDesign Shape(string name) => (MixtureDesign)TinyDesigns.Named(name).Stack[0].Channel;

    private static Mixture Built(string name)
    {
        var design = TinyDesigns.Named(name);
        var site = new Site(design, design.Stack[0], IsFirst: true, new PlainOperators(), CPU);
        return TinyModel.Random(new Mixture(Shape(name), site), seed: 3);
    }

    private static Mixture Served(string name)
    {
        var block = Built(name);
        using var pass = new Pass();
        block.call(TinyModel.Uniform(1, "x", 2, Tokens / 2, 16), pass);
        return block;
    }
}
