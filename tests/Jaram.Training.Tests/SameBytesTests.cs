using System.Collections.Immutable;
using System.Security.Cryptography;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using Jaram.Training.Optimizers;
using static TorchSharp.torch;

namespace Jaram.Training.Tests;

/// <summary>How many threads share the work changes no bit of a model.</summary>
public sealed class SameBytesTests
{
    private const long B = 16, T = 66;

    [Theory, InlineData("sprout-gqa"), InlineData("sprout-mla"), InlineData("sprout-moe")]
    public void Ten_steps_on_one_thread_and_on_two_give_the_same_bytes(string name) =>
        Assert.Equal(Raised(name, threads: 1), Raised(name, threads: 2));

    /// <summary>SHA-256 of all weights after ten steps of training as the trainer takes them.</summary>
    private static string Raised(string name, int threads)
    {
        set_num_threads(threads);
        try
        {
            using var scope = NewDisposeScope();
            var operators = new FusedOperators();
            using var model = new Decoder(Reduced(TinyDesigns.Preset(name)), operators, float32);
            Initialisation.Apply(model, seed: 1);
            using var optimizer = new Optimizer(model, new(0.02, 0.1, 0.01, 0.02, 0.1), operators);
            for (var step = 1; step <= 10; step++) Step(model, optimizer, step);
            return Digest(model);
        }
        finally
        {
            set_num_threads(1);
        }
    }

    private static void Step(Decoder model, Optimizer optimizer, int step)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        foreach (var weight in model.parameters()) weight.grad = zeros_like(weight);
        var text = TinyModel.Text(model.Design, (ulong)step, B, T + 1);
        var next = text.narrow(1, 1, T);
        var states = model.Foresee(text.narrow(1, 0, T), next, pass)[0].flatten(0, 1);
        var (_, slope) = new Foresight(model.Design.LogitSoftcap)
            .Backward(states, model.Head, next.flatten(), weight: 1.0 / (B * T));
        states.backward([slope]);
        optimizer.Step(new(step, Rate: 1, Momentum: 0.9));
        foreach (var mixture in model.Mixtures) mixture.Balance();
    }

    /// <summary>Few and narrow layers, but 1,056 tokens: libtorch shares work between threads from 32,768 numbers up.</summary>
    private static Design Reduced(Design design) => design with
    {
        Vocabulary = 256,
        Width = 32,
        Pattern = design.Layers.Count == 1 ? "2*full" : "dense sparse",
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

    private static string Digest(Decoder model)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, weight) in model.named_parameters()) digest.AppendData([.. weight.bytes]);
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
