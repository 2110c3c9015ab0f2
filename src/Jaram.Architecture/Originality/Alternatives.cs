// The designs one step away from a design: each takes a part out, puts a usual one in, or an older one in its place.
// Sizes follow from the part that was there, so that what is left can still be raised.
// Source: ours; the parts as in Jaram.Architecture.Blocks.

using Jaram.Architecture.Blocks;

namespace Jaram.Architecture.Originality;

/// <summary>Steps in the language of designs.</summary>
internal static class Alternatives
{
    private const double Theta = 10000, ScoreCap = 50, LogitCap = 30;
    private const int Parts = 4, ExpertsActive = 2;

    /// <summary>All designs one step away; those whose parts do not go together are left out.</summary>
    public static IEnumerable<Design> To(Design design)
    {
        Design[] around =
        [
            design with { EmbeddingNorm = !design.EmbeddingNorm },
            design with { LogitSoftcap = design.LogitSoftcap > 0 ? 0 : LogitCap },
            design with { Norm = design.Norm with { Gain = !design.Norm.Gain } },
            design with { Ahead = null },
        ];
        var layers = design.Layers.SelectMany(named => To(named.Value, design.Context)
            .Select(layer => design with { Layers = design.Layers.SetItem(named.Key, layer) }));
        var orders = design.Layers.Keys.SelectMany(one => design.Layers.Keys.Where(other => other != one)
            .Select(other => (Design: design.Ahead is { } ahead && ahead.Layer == one
                ? design with { Ahead = ahead with { Layer = other } } : design,
                Order: design.Order.Select(name => name == one ? other : name))));
        return around.Concat(layers).Select(changed => (Design: changed, Order: changed.Order.AsEnumerable()))
            .Concat(orders).Select(step => Made(step.Design, step.Order)).OfType<Design>();
    }

    private static IEnumerable<LayerDesign> To(LayerDesign layer, int context)
    {
        foreach (var placement in Enum.GetValues<NormPlacement>()) yield return layer with { Norm = placement };
        foreach (var extra in new[] { ResidualExtras.Value, ResidualExtras.Input })
            yield return layer with { Residual = layer.Residual ^ extra };
        yield return layer with { Canon = null };
        foreach (var mixer in To(layer.Mixer, context))
            yield return layer with
            {
                Mixer = mixer,
                Canon = layer.Canon is { } canon && mixer is not AttentionDesign && canon.At != CanonPoints.B
                    ? canon with { At = canon.At & ~CanonPoints.B } : layer.Canon,
            };
        foreach (var channel in To(layer.Channel)) yield return layer with { Channel = channel };
    }

    private static IEnumerable<TokenMixerDesign> To(TokenMixerDesign mixer, int context)
    {
        yield return mixer with { Window = mixer.Window > 0 ? 0 : Math.Max(1, context / Parts) };
        if (mixer is AttentionDesign attention)
        {
            var turning = attention.HeadDim / 2 * 2;
            if (turning > 0)
                yield return attention with { Rotary = attention.Rotary is null ? Turning(turning) : null };
            if (turning >= Parts && attention.Rotary is { } rotary)
                yield return attention with { Rotary = rotary with { Dim =
                    rotary.Dim == turning ? turning / Parts * 2 : turning } };
            foreach (var heads in new[] { 1, attention.Heads / Parts, attention.Heads / 2, attention.Heads })
                if (heads > 0 && heads != attention.KeyValueHeads)
                    yield return attention with { KeyValueHeads = heads };
            yield return attention with { QueryKeyNorm = !attention.QueryKeyNorm };
            yield return attention with { OutputGate = !attention.OutputGate };
            yield return attention with { Softcap = attention.Softcap > 0 ? 0 : ScoreCap };
            yield return Latent(attention);
        }
        else if (mixer is LatentAttentionDesign latent)
        {
            yield return latent with { QueryRank = latent.QueryRank > 0 ? 0 : Math.Max(1, latent.LatentRank * 2) };
            yield return latent with { RawLatent = !latent.RawLatent };
            yield return latent with { Rotary = latent.Rotary is null ? Turning(latent.PlainDim / 2 * 2) : null };
            yield return Plain(latent);
        }
    }

    private static IEnumerable<ChannelMixerDesign> To(ChannelMixerDesign channel)
    {
        if (channel is MlpDesign mlp)
        {
            foreach (var bent in Bent(mlp)) yield return bent;
            yield return new MixtureDesign
            {
                Experts = 2 * Parts, Active = ExpertsActive, Routing = Routing.Softmax, NormalizeWeights = true,
                Scale = 1, Expert = mlp with { Hidden = Math.Max(1, mlp.Hidden / ExpertsActive) },
            };
        }
        else if (channel is MixtureDesign mixture)
        {
            foreach (var expert in Bent(mixture.Expert)) yield return mixture with { Expert = expert };
            yield return mixture with
            {
                Routing = mixture.Routing == Routing.Softmax ? Routing.Sigmoid : Routing.Softmax,
            };
            yield return mixture with { Shared = mixture.Shared > 0 ? 0 : 1 };
            yield return mixture with { NormalizeWeights = !mixture.NormalizeWeights };
            yield return mixture with { BalanceRate = mixture.BalanceRate > 0 ? 0 : 1e-3 };
            yield return mixture with { Groups = 0, ActiveGroups = 0, GroupScore = GroupScore.BestTwo };
            yield return mixture.Expert with { Hidden = mixture.Expert.Hidden * (mixture.Active + mixture.Shared) };
        }
    }

    /// <summary>Other functions, at about the same count of numbers: a gate is a third matrix.</summary>
    private static IEnumerable<MlpDesign> Bent(MlpDesign mlp) =>
        Enum.GetValues<Activation>().Where(other => other != mlp.Activation).Select(activation => new MlpDesign
        {
            Activation = activation,
            Hidden = (mlp.Activation == Activation.SwiGlu, activation == Activation.SwiGlu) switch
            {
                (true, false) => Math.Max(1, mlp.Hidden * 3 / 2),
                (false, true) => Math.Max(1, mlp.Hidden * 2 / 3),
                _ => mlp.Hidden,
            },
        });

    /// <summary>The same heads, with keys and values kept whole.</summary>
    private static AttentionDesign Plain(LatentAttentionDesign latent)
    {
        var size = Math.Max(2, (latent.ValueDim + 1) / 2 * 2);
        return new()
        {
            Heads = latent.Heads, KeyValueHeads = latent.Heads, HeadDim = size, Window = latent.Window,
            Rotary = latent.Rotary is { } rotary ? rotary with { Dim = size } : null,
        };
    }

    /// <summary>The same heads, with a latent of half their keys.</summary>
    private static LatentAttentionDesign Latent(AttentionDesign attention) => new()
    {
        Heads = attention.Heads, Window = attention.Window, ValueDim = attention.HeadDim,
        LatentRank = (int)Math.Max(1, attention.KeyChannels / 2), PlainDim = Math.Max(1, attention.HeadDim / 2),
        Rotary = attention.Rotary is { } rotary
            ? rotary with { Dim = Math.Max(2, attention.HeadDim / Parts * 2) } : null,
    };

    private static RotaryDesign Turning(int dim) => new() { Dim = Math.Max(2, dim), Theta = Theta };

    private static Design? Made(Design design, IEnumerable<string> order)
    {
        try
        {
            return design.Restacked(order);
        }
        catch (DesignException)
        {
            return null;
        }
    }
}
