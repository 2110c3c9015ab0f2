// What a design describes, in the words of a blueprint. A new block of designs gets its line here.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Blocks;

namespace Jaram.Architecture.Atlas;

/// <summary>Describes designs.</summary>
internal static class DesignedBlueprint
{
    /// <summary>A design as a blueprint, with equal counts.</summary>
    public static Blueprint Of(Design design) => new()
    {
        Name = design.Name, Source = design.Source, Confidence = Confidence.Exact, Notes = design.About,
        Vocabulary = design.Vocabulary, Width = design.Width, Context = design.Context,
        TiedEmbeddings = design.TiedEmbeddings, EmbeddingNorm = design.EmbeddingNorm,
        LogitSoftcap = design.LogitSoftcap,
        Norm = new() { Kind = NormKind.Rms, Epsilon = design.Norm.Epsilon, Gain = design.Norm.Gain },
        Layers = design.Layers.ToImmutableSortedDictionary(layer => layer.Key, layer => Layer(layer.Value)),
        Pattern = design.Pattern,
        Ahead = design.Ahead is { } ahead ? new() { Depth = ahead.Depth, Layer = ahead.Layer, Norms = 2 } : null,
    };

    private static LayerBlueprint Layer(LayerDesign layer) => new()
    {
        Mixer = Mixer(layer.Mixer), Channel = Channel(layer.Channel), Extras = layer.Residual, Canon = layer.Canon,
        Norms = layer.Norm switch
        {
            NormPlacement.Pre => NormSites.BeforeMixer | NormSites.BeforeChannel,
            NormPlacement.Post => NormSites.AfterMixer | NormSites.AfterChannel,
            _ => NormSites.BeforeMixer | NormSites.AfterMixer | NormSites.BeforeChannel | NormSites.AfterChannel,
        },
    };

    private static Mixer Mixer(TokenMixerDesign mixer) => mixer switch
    {
        AttentionDesign a => new SoftmaxMixer
        {
            Heads = a.Heads, KeyValueHeads = a.KeyValueHeads, HeadDim = a.HeadDim, Window = a.Window,
            Rotary = Rotary(a.Rotary), QueryKeyNorm = a.QueryKeyNorm ? QueryKeyNorm.Head : QueryKeyNorm.None,
            OutputGate = a.OutputGate ? OutputGate.Channel : OutputGate.None, Softcap = a.Softcap,
        },
        LatentAttentionDesign l => new LatentMixer
        {
            Heads = l.Heads, QueryRank = l.QueryRank, LatentRank = l.LatentRank, PlainDim = l.PlainDim,
            SharedDim = l.RotaryDim, ValueDim = l.ValueDim, Window = l.Window, Rotary = Rotary(l.Rotary),
        },
        _ => throw Undescribed(mixer),
    };

    private static Channel Channel(ChannelMixerDesign channel) => channel switch
    {
        MlpDesign mlp => Mlp(mlp),
        MixtureDesign m => new MixtureChannel
        {
            Experts = m.Experts, Active = m.Active, Expert = Mlp(m.Expert), Shared = m.Shared,
            Scoring = m.Routing == Routing.Sigmoid ? Scoring.Sigmoid : Scoring.Softmax,
            BalancedByBias = m.BalanceRate > 0, Groups = m.Groups, ActiveGroups = m.ActiveGroups,
            NormalizeWeights = m.NormalizeWeights, Scale = m.Scale,
        },
        _ => throw Undescribed(channel),
    };

    private static MlpChannel Mlp(MlpDesign mlp)
    {
        var (bend, gate) = mlp.Activation switch
        {
            Activation.SwiGlu => (Bend.Silu, ChannelGate.Hidden),
            Activation.Gelu => (Bend.Gelu, ChannelGate.None),
            Activation.ReluSquared => (Bend.ReluSquared, ChannelGate.None),
            _ => throw Undescribed(mlp.Activation),
        };
        return new() { Hidden = mlp.Hidden, Bend = bend, Gate = gate };
    }

    private static RotaryBlueprint? Rotary(RotaryDesign? rotary) => rotary is null ? null : new()
    {
        Dim = rotary.Dim, Theta = rotary.Theta, Layout = rotary.Layout, Factor = rotary.Scaling?.Factor ?? 0,
        Scaling = rotary.Scaling switch
        {
            null => ScalingRule.None,
            LinearScaling => ScalingRule.Linear,
            Llama3Scaling => ScalingRule.Llama3,
            YarnScaling => ScalingRule.Yarn,
            _ => throw Undescribed(rotary.Scaling),
        },
        OriginalContext = rotary.Scaling switch
        {
            Llama3Scaling llama3 => llama3.OriginalContext,
            YarnScaling yarn => yarn.OriginalContext,
            _ => 0,
        },
    };

    private static DesignException Undescribed(object part) =>
        new($"blueprints have no words for {part.GetType().Name}; add them to {nameof(DesignedBlueprint)}");
}
