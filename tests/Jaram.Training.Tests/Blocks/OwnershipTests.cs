using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using Jaram.Training.Optimizers;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Blocks;

/// <summary>Whoever makes a tensor ends it: nothing is left of a walk, there, back, or of a step.</summary>
public sealed class OwnershipTests
{
    public static TheoryData<string> Names => TinyDesigns.Names;

    [Theory, MemberData(nameof(Names))]
    public void A_step_leaves_no_tensor_behind(string name)
    {
        IOperators operators = name == "canon" ? new PlainOperators() : new FusedOperators();
        using var model = TinyModel.Build(name, operators);
        using var optimizer = new Optimizer(model, new(0.02, 0.1, 0.01, 0.02, 0.1), operators);
        using var text = TinyModel.Text(model.Design, seed: 8, batch: 2, tokens: 12);
        foreach (var weight in model.parameters()) weight.grad = zeros_like(weight);
        Step(model, optimizer, text);                                   // tables are made once
        var before = LiveTensors.Settled();
        Step(model, optimizer, text);
        Step(model, optimizer, text);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_forward_walk_leaves_only_its_result(string name)
    {
        using var quiet = no_grad();
        using var model = TinyModel.Build(name);
        using var text = TinyModel.Text(model.Design, seed: 8, batch: 2, tokens: 12);
        Walk(model, text).Dispose();
        var before = LiveTensors.Settled();
        var logits = Walk(model, text);
        Assert.Equal(before + 1, Tensor.TotalCount);
        logits.Dispose();
    }

    [Fact]
    public void A_hook_on_an_inner_part_fires_at_every_layer()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Build("latent");
        var fired = new List<string>();
        var inner = model.named_modules().Where(m => m.name.EndsWith(".kv_norm", StringComparison.Ordinal));
        foreach (var (name, module) in inner)
            ((Block)module).register_forward_hook((_, _, _, y) => { fired.Add(name); return y; });
        Walk(model, TinyModel.Text(model.Design, seed: 8, batch: 1, tokens: 3));
        Assert.Equal(Enumerable.Range(0, 3).Select(layer => $"layers.{layer}.mixer.inner.kv_norm"), fired);
    }

    [Fact]
    public void A_hook_may_change_what_a_part_gives()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Build("latent");
        var text = TinyModel.Text(model.Design, seed: 8, batch: 1, tokens: 3);
        var before = Walk(model, text);
        var last = (Block)model.named_modules().Single(m => m.name == "layers.2.channel.inner").module;
        last.register_forward_hook((_, _, _, y) => y * 2);
        Assert.True(Close.Largest(before - Walk(model, text)) > 1e-3);
    }

    private static Tensor Walk(Decoder model, Tensor text)
    {
        using var pass = new Pass();
        return model.call(text, pass);
    }

    private static void Step(Decoder model, Optimizer optimizer, Tensor text)
    {
        using var scope = NewDisposeScope();
        TinyModel.Loss(model, text).backward();
        optimizer.Step(new(Step: 1, Rate: 1, Momentum: 0.9));
        foreach (var weight in model.parameters()) weight.grad!.zero_();
    }
}
