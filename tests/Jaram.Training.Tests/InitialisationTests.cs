using Jaram.Architecture;
using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Tests;

public sealed class InitialisationTests
{
    public static TheoryData<string> Names => TinyDesigns.Names;

    [Theory, MemberData(nameof(Names))]
    public void One_seed_gives_one_model(string name)
    {
        using var scope = NewDisposeScope();
        using Decoder one = Begun(name, 1), same = Begun(name, 1), other = Begun(name, 2);
        foreach (var ((weight, a), b) in one.named_parameters().Zip(same.parameters())) Close.Bitwise(a, b, weight);
        Assert.NotEqual(0, Close.Largest(one.Head - other.Head));
    }

    [Fact]
    public void A_deeper_model_begins_with_the_same_layers()
    {
        using var scope = NewDisposeScope();
        using var shallow = Begun("latent", 1);
        using var deep = Begun(shallow.Design with { Pattern = "5*full" }, 1);
        var weights = deep.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        foreach (var (name, weight) in shallow.named_parameters()) Close.Bitwise(weight, weights[name], name);
    }

    [Theory, MemberData(nameof(Names))]
    public void Layers_begin_by_adding_nothing(string name)
    {
        using var scope = NewDisposeScope();
        using var model = Begun(name, 1);
        var writers = model.named_parameters().Where(p => p.name.EndsWith(".out.weight", StringComparison.Ordinal)
            || p.name.EndsWith(".down.weight", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(writers);
        Assert.All(writers, p => Assert.Equal(0, Close.Largest(p.parameter)));
    }

    [Theory]
    [InlineData("embedding", 0.8), InlineData("head", 0.001), InlineData("layers.0.mixer.inner.q.weight", 0.0625)]
    [InlineData("layers.0.channel.inner.up.weight", 0.025)]
    public void Weights_spread_as_their_place_demands(string name, double deviation)
    {
        using var scope = NewDisposeScope();
        using var model = Begun(TinyDesigns.Preset("sapling-mla"), 1);
        var weight = model.named_parameters().Single(p => p.name == name).parameter.to(float64);
        Assert.Equal(deviation, weight.std().item<double>(), 0.02 * deviation);
        Assert.Equal(0, weight.mean().item<double>(), 0.02 * deviation);
        Assert.InRange(Close.Largest(weight), 0, Math.Sqrt(3) * deviation * 1.0001);
    }

    private static Decoder Begun(string name, ulong seed) => Begun(TinyDesigns.Named(name), seed);

    private static Decoder Begun(Design design, ulong seed)
    {
        var model = new Decoder(design, new PlainOperators(), float32);
        Initialisation.Apply(model, CounterRandom.Seed(seed));
        return model;
    }
}
