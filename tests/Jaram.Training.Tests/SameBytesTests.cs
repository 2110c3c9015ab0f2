using System.Collections.Immutable;
using System.Security.Cryptography;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using Jaram.Training.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Tests;

/// <summary>How many threads share the work changes no bit of a model.</summary>
/// <remarks>libtorch shares sums and elementwise work from 32,768 numbers up: each subject here is larger.</remarks>
public sealed class SameBytesTests
{
    public static TheoryData<string> Sprouts => ["sprout-gqa", "sprout-mla", "sprout-moe"];

    [Theory, MemberData(nameof(Sprouts))]
    public void Ten_steps_on_one_thread_and_on_two_give_the_same_bytes(string name) => Same(() =>
    {
        using var model = Begun(Narrow(TinyDesigns.Preset(name)));
        using var optimizer = new Optimizer(model, new(0.02, 0.1, 0.01, 0.02, 0.1), new FusedOperators());
        for (var step = 1; step <= 10; step++)
        {
            Walk(model, seed: (ulong)step, batch: 16, tokens: 66);
            optimizer.Step(new(step, Rate: 1, Momentum: 0.9));
            foreach (var mixture in model.Mixtures) mixture.Balance();
        }
        return Digest(model.parameters());
    });

    [Theory, MemberData(nameof(Sprouts))]
    public void Gradients_at_a_presets_own_width_are_the_same_bytes(string name) => Same(() =>
    {
        using var model = Begun(Shallow(TinyDesigns.Preset(name)));
        TinyModel.Random(model, seed: 1);
        Walk(model, seed: 1, batch: 4, tokens: 256);
        return Digest(model.parameters().Select(weight => weight.grad!));
    });

    [Fact]
    public void Large_matrices_take_the_same_Muon_steps() => Same(() =>
    {
        var weights = Enumerable.Range(1, 8)
            .Select(i => new Parameter(TinyModel.Uniform((ulong)i, "w", 192, 320))).ToList();
        foreach (var (i, weight) in weights.Index())
        {
            weight.grad = TinyModel.Uniform((ulong)i, "gradient", 192, 320);
            using var alone = new MuonGroup([new("w", weight)], rate: 0.1, decay: 0.1, float32);
            alone.Step(new(Step: 1, Rate: 1, Momentum: 0.9));
        }
        return Digest(weights);
    });

    private static void Same(Func<string> digest)
    {
        var digests = new[] { 1, 2 }.Select(threads =>
        {
            using var scope = NewDisposeScope();
            set_num_threads(threads);
            try { return digest(); }
            finally { set_num_threads(1); }
        }).ToArray();
        Assert.Equal(digests[0], digests[1]);
    }

    private static Decoder Begun(Design design)
    {
        var model = new Decoder(design, new FusedOperators(), float32);
        Initialisation.Apply(model, CounterRandom.Seed(1));
        return model;
    }

    /// <summary>There and back, as the trainer goes: the loss in chunks, its slope into the graph.</summary>
    private static void Walk(Decoder model, ulong seed, long batch, long tokens)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        foreach (var weight in model.parameters()) weight.grad = zeros_like(weight);
        var text = TinyModel.Text(model.Design, seed, batch, tokens + 1);
        var next = text.narrow(1, 1, tokens);
        var states = model.Foresee(text.narrow(1, 0, tokens), next, pass)[0].flatten(0, 1);
        var (_, slope) = new Foresight(new FusedOperators(), model.Design.LogitSoftcap)
            .Backward(states.detach(), model.Head, next.flatten(), weight: 1.0 / (batch * tokens));
        states.backward([slope]);
    }

    private static Design Shallow(Design design) =>
        design with { Pattern = design.Layers.Count == 1 ? "2*full" : "dense sparse" };

    private static Design Narrow(Design design) => Shallow(design) with
    {
        Vocabulary = 256,
        Width = 32,
        Layers = design.Layers.ToImmutableSortedDictionary(l => l.Key, l => l.Value with
        {
            Channel = l.Value.Channel switch
            {
                MlpDesign m => m with { Hidden = 64 },
                MixtureDesign m => m with { Expert = m.Expert with { Hidden = 16 } },
                var other => other,
            },
        }),
    };

    private static string Digest(IEnumerable<Tensor> tensors)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in tensors) digest.AppendData([.. tensor.contiguous().bytes]);
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
