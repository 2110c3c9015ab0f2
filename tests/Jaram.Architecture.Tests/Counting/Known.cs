using System.Collections.Immutable;
using Jaram.Architecture.Blocks;

namespace Jaram.Architecture.Tests.Counting;

/// <summary>Published models, from their public config.json.</summary>
internal static class Known
{
    private static readonly NormDesign _norm = new() { Epsilon = 1e-6, Gain = true };

    public static LatentAttentionDesign DeepSeekAttention { get; } = new()
    {
        Heads = 128, QueryRank = 1536, LatentRank = 512, PlainDim = 128, ValueDim = 128,
        Rotary = new()
        {
            Dim = 64, Theta = 10000, Layout = RotaryLayout.Interleaved,
            Scaling = new YarnScaling { Factor = 40, OriginalContext = 4096, FastTurns = 32, SlowTurns = 1 },
        },
    };

    public static Design DeepSeekV3 { get; } = Make(129280, 7168, "3*dense 58*sparse",
        ("dense", DeepSeekAttention, new MlpDesign { Hidden = 18432, Activation = Activation.SwiGlu }),
        ("sparse", DeepSeekAttention, new MixtureDesign
        {
            Experts = 256, Active = 8, Shared = 1, Groups = 8, ActiveGroups = 4, Routing = Routing.Sigmoid,
            NormalizeWeights = true, Scale = 2.5, BalanceRate = 0.001,
            Expert = new() { Hidden = 2048, Activation = Activation.SwiGlu },
        })) with { Ahead = new AheadDesign { Depth = 1, Layer = "sparse", Weight = 0.3 } };

    public static Design Llama70B { get; } = Make(128256, 8192, "80*full", ("full",
        new AttentionDesign { Heads = 64, KeyValueHeads = 8, HeadDim = 128 },
        new MlpDesign { Hidden = 28672, Activation = Activation.SwiGlu }));

    public static Design Qwen32B { get; } = Make(151936, 5120, "64*full", ("full",
        new AttentionDesign { Heads = 64, KeyValueHeads = 8, HeadDim = 128, QueryKeyNorm = true },
        new MlpDesign { Hidden = 25600, Activation = Activation.SwiGlu }));

    public static Design Gpt2(int layers, int width) =>
        Make(50257, width, FormattableString.Invariant($"{layers}*full"), ("full",
            new AttentionDesign { Heads = width / 64, KeyValueHeads = width / 64, HeadDim = 64 },
            new MlpDesign { Hidden = 4 * width, Activation = Activation.Gelu })) with { TiedEmbeddings = true };

    private static Design Make(int vocabulary, int width, string pattern,
        params (string Name, TokenMixerDesign Mixer, ChannelMixerDesign Channel)[] layers) => new()
    {
        Name = "known", About = "a published model", Source = "its public config.json",
        Vocabulary = vocabulary, Width = width, Context = 4096, Norm = _norm, Pattern = pattern,
        Layers = layers.ToImmutableSortedDictionary(l => l.Name,
            l => new LayerDesign { Mixer = l.Mixer, Channel = l.Channel }),
    };
}
