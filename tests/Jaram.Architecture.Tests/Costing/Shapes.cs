using System.Collections.Immutable;
using Jaram.Architecture.Blocks;
using Jaram.Architecture.Costing;

namespace Jaram.Architecture.Tests.Costing;

/// <summary>Designs and machines for prices, in as few words as they need.</summary>
internal static class Shapes
{
    public static MlpDesign Mlp { get; } = new() { Hidden = 256, Activation = Activation.SwiGlu };

    public static AttentionDesign Grouped(int heads, int headDim, int window = 0) =>
        new() { Heads = heads, KeyValueHeads = heads, HeadDim = headDim, Window = window };

    public static LatentAttentionDesign Latent(int rank, int rotary) => new()
    {
        Heads = 2, LatentRank = rank, PlainDim = 16, ValueDim = 16, Rotary = new() { Dim = rotary, Theta = 10000 },
    };

    public static MixtureDesign Mixture { get; } = new()
    {
        Experts = 64, Active = 6, Shared = 2, Routing = Routing.Softmax, NormalizeWeights = true, Scale = 1, Expert = Mlp,
    };

    public static Design Of(string pattern, params (string Name, TokenMixerDesign Mixer, ChannelMixerDesign Channel)[] layers) =>
        new()
        {
            Name = "shape", About = "a test", Source = "tests", Vocabulary = 1000, Width = 128, Context = 8192,
            Norm = new() { Epsilon = 1e-6, Gain = true }, Pattern = pattern,
            Layers = layers.ToImmutableSortedDictionary(l => l.Name,
                l => new LayerDesign { Mixer = l.Mixer, Channel = l.Channel }),
        };

    public static Design Dense { get; } = Of("4*full", ("full", Grouped(4, 32), Mlp));

    public static Design Sparse { get; } = Of("4*full", ("full", Latent(64, 16), Mixture));

    public static StepModel Model(Design design, string weights = "bf16") =>
        new(design, new(design, Precision.Of(weights), 16));

    public static Hardware Machine(params (string Fact, double Value)[] facts) => new()
    {
        Name = "machine", About = "a test", Source = "tests",
        Facts = facts.Select(f => new Fact(f.Fact, f.Value, "", "tests", "2026-11"))
            .ToImmutableSortedDictionary(f => f.Name, f => f, StringComparer.Ordinal),
    };
}
