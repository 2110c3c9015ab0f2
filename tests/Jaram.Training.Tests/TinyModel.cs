using Jaram.Architecture;
using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Tests;

/// <summary>Models, weights and texts for tests: random, and the same every time.</summary>
internal static class TinyModel
{
    public static Decoder Build(string name, IOperators? operators = null) =>
        Random(new Decoder(TinyDesigns.Named(name), operators ?? new FusedOperators(), float32), seed: 1);

    /// <summary>Gives every weight random numbers, those too that training would begin at zero or one.</summary>
    public static T Random<T>(T block, ulong seed) where T : Block
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (name, weight) in block.named_parameters())
        {
            var isMatrix = weight.dim() == 2;
            var bound = isMatrix ? Math.Sqrt(3.0 / weight.shape[1]) : 0.3;
            var around = isMatrix ? 0 : name.EndsWith("_mix", StringComparison.Ordinal) ? 0.6 : 1;
            weight.copy_(Uniform(seed, name, weight.shape) * bound + around);
        }
        var biases = block.named_buffers().Where(b => b.name.EndsWith("bias", StringComparison.Ordinal));
        foreach (var (name, kept) in biases) kept.copy_(Uniform(seed, name, kept.shape) * 0.1);
        return block;
    }

    /// <summary>Numbers in ±1, float32, fresh.</summary>
    public static Tensor Uniform(ulong seed, string name, params long[] shape)
    {
        var numbers = new float[shape.Aggregate(1L, (a, b) => a * b)];
        new CounterRandom(CounterRandom.Seed(seed), name).Fill(numbers, from: 0, bound: 1);
        return tensor(numbers).view(shape);
    }

    /// <summary>Token ids, (B, T) int64, fresh.</summary>
    public static Tensor Text(Design design, ulong seed, long batch, long tokens)
    {
        var random = new CounterRandom(CounterRandom.Seed(seed), "text");
        var ids = Enumerable.Range(0, (int)(batch * tokens))
            .Select(i => (long)(random.Unit((ulong)i) * design.Vocabulary));
        return tensor(ids.ToArray()).view(batch, tokens);
    }

    /// <summary>The mean loss of all that a model foresees, as training has it, with a gradient graph.</summary>
    public static Tensor Loss(Decoder model, Tensor text)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var T = text.shape[1] - 1;
        var next = text.narrow(1, 1, T);
        var losses = model.Foresee(text.narrow(1, 0, T), next, pass).Select((state, depth) =>
            nn.functional.cross_entropy(model.Logits(state).narrow(1, 0, T - depth).flatten(0, 1),
                next.narrow(1, depth, T - depth).flatten()));
        return scope.MoveToOuter(stack([.. losses]).mean());
    }
}
