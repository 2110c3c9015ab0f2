using System.Collections.Immutable;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;

namespace Jaram.Training.Tests;

/// <summary>What laws are tried on: one design per feature, and every preset with its numbers made small.</summary>
internal static class TinyDesigns
{
    private static readonly AttentionDesign _attention =
        new() { Heads = 4, KeyValueHeads = 2, HeadDim = 4, Rotary = Turn(4) };

    private static readonly LatentAttentionDesign _latent =
        new() { Heads = 3, LatentRank = 6, PlainDim = 4, ValueDim = 5, Rotary = Turn(2) };

    private static readonly MlpDesign _mlp = new() { Hidden = 24, Activation = Activation.ReluSquared };

    private static readonly MixtureDesign _mixture = new()
    {
        Experts = 6, Active = 2, Expert = new() { Hidden = 5, Activation = Activation.SwiGlu },
        Routing = Routing.Softmax, NormalizeWeights = false, Scale = 1.5,
    };

    private static readonly LayerDesign _layer = new() { Mixer = _attention, Channel = _mlp };

    private static readonly Dictionary<string, Design> _table = new()
    {
        ["multi-query-gate-nope"] = Of(Mixer(_attention with { KeyValueHeads = 1, OutputGate = true, Rotary = null })),
        ["query-key-norm-half-rotary"] = Of(Mixer(_attention with { QueryKeyNorm = true, Rotary = Turn(2) })),
        ["interleaved-yarn"] = Of(Mixer(_attention with { Rotary = Turn(4) with { Layout = RotaryLayout.Interleaved,
            Scaling = new YarnScaling { Factor = 4, OriginalContext = 8, FastTurns = 8, SlowTurns = 1 } } })),
        ["softcap"] = Of(Mixer(_attention with { Softcap = 2 })) with { LogitSoftcap = 5 },
        ["window"] = Of(Mixer(_attention with { Window = 5 })),
        ["window-softcap"] = Of(Mixer(_attention with { Window = 3, Softcap = 2 })),
        ["local-and-full"] = Of(_layer) with { Pattern = "2*(2*local full)",
            Layers = Kinds(("local", Mixer(_attention with { Window = 4 })), ("full", _layer)) },
        ["value-residual"] = Of(_layer with { Residual = ResidualExtras.Value | ResidualExtras.Input }),
        ["latent"] = Of(Mixer(_latent)),
        ["latent-query-rank"] = Of(Mixer(_latent with { QueryRank = 5 })),
        ["latent-nope-window"] = Of(Mixer(_latent with { Rotary = null, Window = 5 })),
        ["gelu-post"] = Of(_layer with
            { Channel = _mlp with { Activation = Activation.Gelu }, Norm = NormPlacement.Post }),
        ["swiglu-sandwich"] = Of(_layer with
            { Channel = _mlp with { Activation = Activation.SwiGlu }, Norm = NormPlacement.Sandwich }),
        ["no-gain-untied"] = Of(_layer) with { Norm = new() { Epsilon = 1e-6, Gain = false }, TiedEmbeddings = false },
        ["canon"] = Of(_layer with { Channel = _mlp with { Activation = Activation.SwiGlu },
            Canon = new() { Taps = 4, At = CanonPoints.A | CanonPoints.B | CanonPoints.C | CanonPoints.D } }),
        ["canon-latent"] = Of(Mixer(_latent) with { Canon = new() { Taps = 3, At = CanonPoints.A | CanonPoints.C } }),
        ["mixture-softmax"] = Of(_layer with { Channel = _mixture }),
        ["mixture-groups"] = Of(_layer with { Channel = _mixture with { Routing = Routing.Sigmoid, Shared = 2,
            Groups = 3, ActiveGroups = 2, NormalizeWeights = true, BalanceRate = 0.01 } }),
        ["mixture-best-group"] = Of(_layer with { Channel = _mixture with
            { Groups = 3, ActiveGroups = 1, GroupScore = GroupScore.Best } }),
        ["latent-yarn-warmth"] = Of(Mixer(_latent with { Rotary = Turn(2) with { Scaling = new YarnScaling { Factor = 40,
            OriginalContext = 8, FastTurns = 32, SlowTurns = 1, Warmth = new() { Turned = 1, All = 0.7 } } } })),
        ["ahead"] = Of(_layer) with
            { EmbeddingNorm = true, Ahead = new() { Depth = 2, Layer = "full", Weight = 0.3 } },
    };

    /// <summary>Names of the designs as they stand in the repository.</summary>
    public static TheoryData<string> Presets => [.. Checkout.Names("designs")];

    /// <summary>Names of the tiny designs, presets included.</summary>
    public static TheoryData<string> Names => [.. _table.Keys, .. Checkout.Names("designs")];

    public static Design Named(string name) => _table.TryGetValue(name, out var design) ? design : Shrunk(Preset(name));

    public static Design Preset(string name) => Design.Read(Checkout.Read("designs", name), name);

    /// <summary>A design with the same choices and small numbers; three layers stand for many of one kind.</summary>
    private static Design Shrunk(Design design) => Checked(design with
    {
        Vocabulary = 37,
        Width = 16,
        Pattern = design.Layers.Count == 1 ? $"3*{design.Layers.Keys.Single()}" : design.Pattern,
        Layers = design.Layers.ToImmutableSortedDictionary(l => l.Key, l => l.Value with
        {
            Mixer = l.Value.Mixer switch
            {
                AttentionDesign a => a with
                    { HeadDim = 4, Rotary = a.Rotary is { } turn ? turn with { Dim = 4 } : null },
                LatentAttentionDesign a => a with { LatentRank = 6, PlainDim = 4, ValueDim = 5,
                    Rotary = a.Rotary is { } turn ? turn with { Dim = 2 } : null },
                var other => other,
            },
            Channel = l.Value.Channel switch
            {
                MlpDesign m => m with { Hidden = 24 },
                MixtureDesign m => m with { Expert = m.Expert with { Hidden = 5 } },
                var other => other,
            },
        }),
    });

    private static Design Of(LayerDesign layer) => Checked(new Design
    {
        Name = "tiny", About = "a law's subject", Source = "tests", Vocabulary = 37, Width = 16, Context = 64,
        TiedEmbeddings = true, Norm = new() { Epsilon = 1e-6, Gain = true },
        Layers = Kinds(("full", layer)), Pattern = "3*full",
    });

    private static LayerDesign Mixer(TokenMixerDesign mixer) => _layer with { Mixer = mixer };

    private static RotaryDesign Turn(int dim) => new() { Dim = dim, Theta = 10_000 };

    private static ImmutableSortedDictionary<string, LayerDesign> Kinds(
        params (string Name, LayerDesign Layer)[] kinds) =>
        kinds.ToImmutableSortedDictionary(kind => kind.Name, kind => kind.Layer);

    /// <summary>Only reading checks relations between values.</summary>
    private static Design Checked(Design design) => Design.Read(design.Write(), design.Name);
}
