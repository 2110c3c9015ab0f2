using System.Collections.Immutable;
using Jaram.Exchange.Exporting;
using Jaram.Exchange.Families;
using Jaram.Exchange.Tensors;
using Jaram.Tokenizers;

namespace Jaram.Exchange.Tests;

/// <summary>Small designs of each family, and weights for them.</summary>
internal static class Sample
{
    /// <summary>Sizes at which no two dimensions are alike, so that a mixed-up one shows.</summary>
    public const int Vocabulary = 300, Width = 24;

    public static Tokenizer Tokenizer { get; } = BpeTrainer.Train(
        Enumerable.Repeat("마을 사람들은 아침에 the village wakes in the morning 마을 회관에서 the office", 4),
        new() { Vocabulary = Vocabulary }, null);

    public static TokenizerFiles Files { get; } = new(Tokenizer, []);

    public static IReadOnlyDictionary<string, Design> All { get; } = new Dictionary<string, Design>
    {
        ["llama"] = Grouped(norm: false),
        ["llama tied"] = Grouped(norm: false) with { TiedEmbeddings = true },
        ["llama interleaved"] = Turned(Grouped(norm: false), RotaryLayout.Interleaved, null),
        ["llama llama3"] = Turned(Grouped(norm: false), RotaryLayout.Halves, new Llama3Scaling
            { Factor = 8, OriginalContext = 8192, LowFrequencyFactor = 1, HighFrequencyFactor = 4 }),
        ["llama linear"] = Turned(Grouped(norm: false), RotaryLayout.Halves, new LinearScaling { Factor = 2.5 }),
        ["qwen3"] = Grouped(norm: true),
        ["qwen3 yarn"] = Turned(Grouped(norm: true), RotaryLayout.Halves, Yarn),
        ["qwen3 interleaved"] = Turned(Grouped(norm: true), RotaryLayout.Interleaved, null),
        ["deepseek-v3"] = Latent(Sigmoid, "dense 2*sparse"),
        ["deepseek-v3 no query rank"] = Latent(Sigmoid, "2*sparse", queryRank: 0),
        ["deepseek-v3 dense"] = Latent(null, "3*dense"),
        ["deepseek-v3 halves"] = Turned(Latent(null, "2*dense"), RotaryLayout.Halves, null),
        ["deepseek-v3 warm"] = Turned(Latent(Sigmoid, "dense sparse"), RotaryLayout.Interleaved,
            Yarn with { Warmth = new() { Turned = 0.7, All = 0.7 } }),
        ["deepseek-v2"] = Latent(Sigmoid with
            { Routing = Routing.Softmax, NormalizeWeights = false, Groups = 0, ActiveGroups = 0 }, "dense 2*sparse"),
    };

    public static YarnScaling Yarn => new() { Factor = 4, OriginalContext = 64, FastTurns = 32, SlowTurns = 1 };

    public static MixtureDesign Sigmoid => new()
    {
        Experts = 6, Active = 2, Expert = new() { Hidden = 7, Activation = Activation.SwiGlu }, Shared = 2,
        Routing = Routing.Sigmoid, Groups = 3, ActiveGroups = 2, NormalizeWeights = true, Scale = 2.5,
    };

    public static Design Grouped(bool norm) => Of(new LayerDesign
    {
        Mixer = new AttentionDesign
        {
            Heads = 4, KeyValueHeads = 2, HeadDim = 8, QueryKeyNorm = norm, Rotary = new() { Dim = 8, Theta = 500_000 },
        },
        Channel = new MlpDesign { Hidden = 40, Activation = Activation.SwiGlu },
    });

    public static Design Latent(MixtureDesign? mixture, string pattern, int queryRank = 11)
    {
        var dense = new LayerDesign
        {
            Mixer = new LatentAttentionDesign
            {
                Heads = 3, QueryRank = queryRank, LatentRank = 10, PlainDim = 6, ValueDim = 5,
                Rotary = new() { Dim = 4, Theta = 10_000, Layout = RotaryLayout.Interleaved },
            },
            Channel = new MlpDesign { Hidden = 40, Activation = Activation.SwiGlu },
        };
        var kinds = ImmutableSortedDictionary<string, LayerDesign>.Empty;
        if (pattern.Contains("dense", Ordinal)) kinds = kinds.Add("dense", dense);
        if (mixture is not null) kinds = kinds.Add("sparse", dense with { Channel = mixture });
        return Of(dense) with { Layers = kinds, Pattern = pattern };
    }

    /// <summary>The design with another order of turning channels and another rule for long texts.</summary>
    public static Design Turned(Design design, RotaryLayout layout, RotaryScaling? scaling) => design with
    {
        Layers = design.Layers.ToImmutableSortedDictionary(kind => kind.Key, kind => kind.Value with
        {
            Mixer = kind.Value.Mixer with { Rotary = kind.Value.Mixer.Rotary! with { Layout = layout, Scaling = scaling } },
        }),
    };

    /// <summary>What a design reads back as: names of layers and lines of text are not kept, channels turn as the
    /// family's do, and how biases are balanced is nobody else's business.</summary>
    public static Design Canonical(Design design, Family family)
    {
        var canonical = Turned(design, family.Layout, design.Stack[0].Mixer.Rotary!.Scaling);
        var dense = canonical.Stack.Count(layer => layer.Channel is MlpDesign);
        var sparse = canonical.Stack.Length - dense;
        return canonical with
        {
            Name = "read", About = "read", Source = "read",
            Layers = canonical.Layers.ToImmutableSortedDictionary(
                kind => sparse == 0 ? "full" : kind.Key, kind => kind.Value),
            Pattern = sparse == 0 ? $"{dense}*full" : dense == 0 ? $"{sparse}*sparse" : $"{dense}*dense {sparse}*sparse",
        };
    }

    /// <summary>Weights that tell their tensor and place, as multiples of 1/64 that bfloat16 holds; biases that a family
    /// has no room for are zero.</summary>
    public static NumberedSource Weights(Design design)
    {
        var family = Expressible.In(design, Format.HuggingFace, AheadModules.Refuse) is [var first, ..]
            ? first : Expressible.In(design, Format.Gguf, AheadModules.Refuse)[0];
        return new(family.Links(design, Format.HuggingFace).SelectMany(link => link.At(Side.Own)));
    }

    private static Design Of(LayerDesign layer) => new()
    {
        Name = "tiny", About = "a law's subject", Source = "tests", Vocabulary = Tokenizer.Count, Width = Width,
        Context = 128, Norm = new() { Epsilon = 1e-6, Gain = true },
        Layers = ImmutableSortedDictionary<string, LayerDesign>.Empty.Add("full", layer), Pattern = "3*full",
    };
}

/// <summary>Tensors whose numbers follow from their name and place.</summary>
internal sealed class NumberedSource(IEnumerable<NamedShape> shapes) : ITensorSource
{
    public IReadOnlyList<SourceTensor> Tensors { get; } =
        [.. shapes.Select(shape => new SourceTensor(shape.Name, shape.Shape, GgufType.F32.Blocks))];

    public void Read(SourceTensor tensor, long from, Span<float> into)
    {
        var isZero = tensor.Name.EndsWith(".load", Ordinal) || tensor.Name.EndsWith(".bias", Ordinal);
        var seed = tensor.Name.Aggregate(17u, (sum, c) => unchecked(sum * 31 + c));
        for (var i = 0; i < into.Length; i++)
            into[i] = isZero ? 0 : (int)(unchecked((seed + (uint)(from + i)) * 2654435761) >> 25) / 64f - 1;
    }
}
