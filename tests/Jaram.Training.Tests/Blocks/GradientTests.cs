using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using Jaram.Training.Optimizers;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Blocks;

/// <summary>Every weight learns.</summary>
public sealed class GradientTests
{
    public static TheoryData<string> Names => TinyDesigns.Names;

    [Theory, MemberData(nameof(Names))]
    public void Every_weight_has_a_gradient(string name)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Build(name);
        TinyModel.Loss(model, TinyModel.Text(model.Design, seed: 5, batch: 4, tokens: 20)).backward();
        Assert.All(model.named_parameters(), weight => Assert.True(
            weight.parameter.grad is { } gradient && Close.Largest(gradient) > 1e-6, $"{weight.name} learns nothing"));
    }

    [Theory, MemberData(nameof(Names))]
    public void No_weight_is_shut_off_by_where_it_begins(string name)
    {
        using var scope = NewDisposeScope();
        var operators = new FusedOperators();
        using var model = new Decoder(TinyDesigns.Named(name), operators, float32);
        Initialisation.Apply(model, CounterRandom.Seed(6));
        using var optimizer = new Optimizer(model, new(0.02, 0.1, 0.01, 0.02, 0), operators);
        for (var step = 1; step <= 3; step++)
        {
            foreach (var weight in model.parameters()) weight.grad = zeros_like(weight);
            TinyModel.Loss(model, TinyModel.Text(model.Design, (ulong)step, batch: 4, tokens: 20)).backward();
            if (step < 3) optimizer.Step(new(step, Rate: 1, Momentum: 0.9));
        }
        Assert.All(model.named_parameters(), weight =>
            Assert.True(Close.Largest(weight.parameter.grad!) > 0, $"{weight.name} learns nothing"));
    }
}
