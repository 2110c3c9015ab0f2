using System.Collections.Immutable;
using CsCheck;
using Jaram.Architecture.Blocks;

namespace Jaram.Architecture.Tests;

/// <summary>Random designs in which every key and every kind turns up.</summary>
internal static class Drawn
{
    private static readonly Gen<int> _size = Gen.Int[1, 48];
    private static readonly Gen<double> _cap = Gen.OneOf(Gen.Const(0.0), Gen.Double[0.5, 100]);
    private static readonly Gen<bool> _coin = Gen.Bool;

    private static readonly Gen<RotaryScaling?> _scaling =
        from kind in Gen.Int[0, 3]
        from factor in Gen.Double[1, 64]
        from context in Gen.Int[1, 1 << 20]
        from low in Gen.Double[0.1, 10]
        from more in Gen.Double[0.1, 50]
        select kind switch
        {
            0 => (RotaryScaling?)null,
            1 => new LinearScaling { Factor = factor },
            2 => new Llama3Scaling
            {
                Factor = factor, OriginalContext = context, LowFrequencyFactor = low, HighFrequencyFactor = low + more,
            },
            _ => new YarnScaling
            {
                Factor = factor, OriginalContext = context, SlowTurns = low, FastTurns = low + more,
                Warmth = context % 2 == 0 ? null : new() { Turned = low, All = more },
            },
        };

    /// <summary>Rotations of at most so many channels; none where that is less than two.</summary>
    private static Gen<RotaryDesign?> Rotary(int most) => most < 2 ? Gen.Const((RotaryDesign?)null) :
        from half in Gen.Int[0, most / 2]
        from theta in Gen.Double[1.5, 1e7]
        from layout in Gen.Enum<RotaryLayout>()
        from scaling in _scaling
        select half == 0 ? null
            : new RotaryDesign { Dim = 2 * half, Theta = theta, Layout = layout, Scaling = scaling };

    private static readonly Gen<TokenMixerDesign> _attention =
        from sharing in Gen.Int[1, 4]
        from heads in Gen.Int[1, 4]
        from dim in _size
        from window in Gen.Int[0, 20]
        from rotary in Rotary(dim)
        from norm in _coin
        from gate in _coin
        from cap in _cap
        select (TokenMixerDesign)new AttentionDesign
        {
            Heads = sharing * heads, KeyValueHeads = heads, HeadDim = dim, Window = window, Rotary = rotary,
            QueryKeyNorm = norm, OutputGate = gate, Softcap = cap,
        };

    private static readonly Gen<TokenMixerDesign> _latent =
        from heads in Gen.Int[1, 8]
        from query in Gen.Int[0, 20]
        from rank in _size
        from plain in _size
        from value in _size
        from window in Gen.Int[0, 20]
        from rotary in Rotary(32)
        select (TokenMixerDesign)new LatentAttentionDesign
        {
            Heads = heads, QueryRank = query, LatentRank = rank, PlainDim = plain, ValueDim = value, Window = window,
            Rotary = rotary,
        };

    private static readonly Gen<MlpDesign> _mlp =
        from hidden in _size
        from activation in Gen.Enum<Activation>()
        select new MlpDesign { Hidden = hidden, Activation = activation };

    private static readonly Gen<ChannelMixerDesign> _mixture =
        from expert in _mlp
        from groups in Gen.Int[0, 4]
        from each in Gen.Int[1, 4]
        from open in Gen.Int[1, Math.Max(1, groups)]
        from active in Gen.Int[1, groups == 0 ? each : each * open]
        from shared in Gen.Int[0, 3]
        from routing in Gen.Enum<Routing>()
        from normalize in _coin
        from scale in Gen.Double[0.1, 3]
        from rate in _cap
        select (ChannelMixerDesign)new MixtureDesign
        {
            Expert = expert, Experts = groups == 0 ? each : each * groups, Active = active, Shared = shared,
            Groups = groups, ActiveGroups = groups == 0 ? 0 : open, Routing = routing, NormalizeWeights = normalize,
            Scale = scale, BalanceRate = rate,
            GroupScore = groups > 0 && shared % 2 == 1 ? GroupScore.Best : GroupScore.BestTwo,
        };

    /// <summary>One layer; blending of values is left out, since it ties layers together.</summary>
    public static Gen<LayerDesign> Layer { get; } =
        from mixer in Gen.OneOf(_attention, _latent)
        from channel in Gen.OneOf(_mlp.Select(mlp => (ChannelMixerDesign)mlp), _mixture)
        from norm in Gen.Enum<NormPlacement>()
        from input in _coin
        from taps in Gen.Int[2, 5]
        from points in Gen.Int[0, 15]
        let allowed = points & (mixer is AttentionDesign ? 15 : 13) & (channel is MlpDesign ? 15 : 7)
        select new LayerDesign
        {
            Mixer = mixer, Channel = channel, Norm = norm, Residual = input ? ResidualExtras.Input : 0,
            Canon = allowed == 0 ? null : new CanonDesign { Taps = taps, At = (CanonPoints)allowed },
        };

    /// <summary>A design of two kinds of layer, perhaps with modules that look ahead.</summary>
    public static Gen<Design> Design { get; } =
        from name in Gen.String[Gen.Char.AlphaNumeric, 1, 8]
        from about in Gen.String[1, 20].Where(text => !string.IsNullOrWhiteSpace(text) && IsWhole(text))
        from width in _size
        from vocabulary in Gen.Int[1, 5000]
        from flags in Gen.Int[0, 15]
        from cap in _cap
        from epsilon in Gen.Double[1e-9, 1e-3]
        from one in Layer
        from two in Layer
        from times in Gen.Int[1, 5]
        from depth in Gen.Int[0, 2]
        select new Design
        {
            Name = name, About = about, Source = "drawn", Vocabulary = vocabulary, Width = width, Context = 64,
            TiedEmbeddings = (flags & 1) != 0, EmbeddingNorm = (flags & 2) != 0, LogitSoftcap = cap,
            Norm = new NormDesign { Epsilon = epsilon, Gain = (flags & 4) != 0 },
            Layers = ImmutableSortedDictionary<string, LayerDesign>.Empty.Add("둘-2", two).Add("one", one),
            Pattern = FormattableString.Invariant($"{times}*(one 둘-2) one"),
            Ahead = depth == 0 ? null : new AheadDesign { Depth = depth, Layer = "one", Weight = 0.3 },
        };

    /// <summary>Half a surrogate pair cannot be written as UTF-8.</summary>
    private static bool IsWhole(string text) =>
        text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);
}
