using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using Jaram.Training.Optimizers;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Optimizers;

public sealed class OptimizerTests
{
    public static TheoryData<string> Names => TinyDesigns.Names;

    [Theory, MemberData(nameof(Names))]
    public void Every_weight_is_trained_by_exactly_one_rule(string name)
    {
        using var model = TinyModel.Build(name);
        using var optimizer = Of(model);
        var trained = optimizer.Memory.Select(m => m.Name)
            .Where(memory => memory.EndsWith("/first", StringComparison.Ordinal)
                || memory.EndsWith("/momentum", StringComparison.Ordinal))
            .Select(memory => memory[..memory.LastIndexOf('/')]);
        Assert.Equal(model.named_parameters().Select(p => p.name).Order(StringComparer.Ordinal),
            trained.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("embedding", "first"), InlineData("head", "first"), InlineData("norm.gain", "first")]
    [InlineData("layers.1.channel.inner.router.weight", "first")]
    [InlineData("layers.1.channel.inner.experts.0.up.weight", "momentum")]
    [InlineData("layers.0.mixer.inner.q.weight", "momentum")]
    public void Matrices_that_transform_go_to_Muon_and_all_else_to_AdamW(string weight, string memory)
    {
        var design = TinyDesigns.Named("mixture-softmax") with { TiedEmbeddings = false };
        using var model = TinyModel.Random(new Decoder(design, new FusedOperators(), float32), seed: 1);
        using var optimizer = Of(model);
        Assert.Contains($"{weight}/{memory}", optimizer.Memory.Select(m => m.Name));
    }

    [Fact]
    public void Twenty_steps_learn_a_text_by_heart()
    {
        using var scope = NewDisposeScope();
        var operators = new FusedOperators();
        using var model = new Decoder(TinyDesigns.Named("sprout-gqa"), operators, float32);
        Initialisation.Apply(model, CounterRandom.Seed(1));
        using var optimizer = Of(model);
        var text = TinyModel.Text(model.Design, seed: 2, batch: 2, tokens: 16);
        var losses = new List<double>();
        for (var step = 1; step <= 20; step++)
        {
            foreach (var weight in model.parameters()) weight.grad = zeros_like(weight);
            var loss = TinyModel.Loss(model, text);
            loss.backward();
            losses.Add(loss.item<float>());
            optimizer.Step(new(step, Rate: 1, Momentum: 0.9));
        }
        Assert.Equal(Math.Log(model.Design.Vocabulary), losses[0], 0.1);
        Assert.True(losses[^1] < losses[0] / 4, $"from {losses[0]} to {losses[^1]} nats");
    }

    [Fact]
    public void A_rate_of_nought_moves_nothing()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Build("ahead");
        using var optimizer = Of(model);
        var before = model.named_parameters().Select(p => (p.name, p.parameter.clone())).ToList();
        foreach (var weight in model.parameters()) weight.grad = ones_like(weight);
        optimizer.Step(new(Step: 1, Rate: 0, Momentum: 0.9));
        foreach (var ((name, old), weight) in before.Zip(model.parameters())) Close.Bitwise(old, weight, name);
    }

    private static Optimizer Of(Decoder model) =>
        new(model, new(Matrix: 0.02, Embedding: 0.05, Head: 0.01, Vector: 0.02, Decay: 0.1), new FusedOperators());
}
