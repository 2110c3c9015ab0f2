// The four shapes that roots come in: all heads their own keys and GELU; grouped keys and SwiGLU; latents; experts.
// Source: choices as in GPT-2, Llama 2, DeepSeek-V2 and DeepSeek-V3; sizes ours.

using System.Collections.Immutable;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;

namespace Jaram.Zoo.Planning;

/// <summary>Designs of roots.</summary>
internal static class ZooDesigns
{
    /// <summary>Heads of attention.</summary>
    public const int Heads = 4;

    private const int Experts = 4;

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mha", "gqa", "mla", "moe"];

    /// <summary>A design.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="scale">Its sizes.</param>
    /// <param name="vocabulary">Tokens that the tokenizer has.</param>
    public static Design Of(string name, ZooScale scale, int vocabulary)
    {
        var attention = new AttentionDesign
        {
            Heads = Heads, KeyValueHeads = 2, HeadDim = scale.HeadWidth, Rotary = Turn(scale.HeadWidth),
        };
        var gated = new MlpDesign { Hidden = scale.Hidden, Activation = Activation.SwiGlu };
        var dense = new LayerDesign { Mixer = attention, Channel = gated };
        return Checked(name switch
        {
            "mha" => Stack(dense with
            {
                Mixer = attention with { KeyValueHeads = Heads },
                Channel = new MlpDesign { Hidden = scale.Hidden, Activation = Activation.Gelu },
            }),
            "gqa" => Stack(dense),
            "mla" => Stack(dense with { Mixer = Latent(scale) }),
            "moe" => Stack(dense with { Mixer = attention with { QueryKeyNorm = true }, Channel = Mixture(scale) }),
            _ => throw new System.Diagnostics.UnreachableException(name),
        });

        Design Stack(LayerDesign layer) => new()
        {
            Name = $"zoo-{name}", About = "an animal of the provenance zoo", Source = "Jaram.Zoo",
            Vocabulary = vocabulary, Width = scale.Width, Context = scale.Context,
            Norm = new() { Epsilon = 1e-6, Gain = true },
            Layers = ImmutableSortedDictionary<string, LayerDesign>.Empty.Add("full", layer),
            Pattern = FormattableString.Invariant($"{scale.Layers}*full"),
        };
    }

    /// <summary>A design with all relations of its numbers checked.</summary>
    public static Design Checked(Design design) => Design.Read(design.Write(), design.Name);

    private static LatentAttentionDesign Latent(ZooScale scale) => new()
    {
        Heads = Heads, LatentRank = scale.Width / 2, PlainDim = scale.Width / Heads, ValueDim = scale.Width / Heads,
        Rotary = Turn(scale.Width / Heads / 2),
    };

    /// <summary>Experts of half a dense network, of which a token passes two, and one more for all.</summary>
    private static MixtureDesign Mixture(ZooScale scale) => new()
    {
        Experts = Experts, Active = 2, Shared = 1, Routing = Routing.Sigmoid, NormalizeWeights = true, Scale = 1,
        BalanceRate = 0.001, Expert = new() { Hidden = scale.Hidden / 2, Activation = Activation.SwiGlu },
    };

    private static RotaryDesign Turn(int channels) => new() { Dim = channels, Theta = 10_000 };
}
