// Gemma.
// Source: huggingface/transformers, models/gemma, gemma2, gemma3.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Gated GELU, tied embeddings that are scaled, gains stored less one; from 2 on norms on both
/// sides.</summary>
internal sealed class GemmaConfig : ConfigFamily
{
    private const double UsualLocalTheta = 10_000;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["gemma", "gemma2", "gemma3_text"];

    /// <inheritdoc/>
    protected override bool TiesByDefault => true;

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var scale = config.Facts.Real("query_pre_attn_scalar", 0);
        return base.Read(config, name) with
        {
            EmbeddingScale = Math.Round(Math.Sqrt(config.Width), 4),
            LogitSoftcap = config.Facts.Real("final_logit_softcapping", 0),
            Notes = scale > 0 && scale != config.HeadDim
                ? FormattableString.Invariant($"scores are divided by the root of {scale}")
                : null,
        };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        var cap = config.Facts.Real("attn_logit_softcapping", 0);
        var mixer = config.Attention(kind: Windows.Full) with { Softcap = cap };
        if (config.ModelType == "gemma") return ("full", mixer);
        if (config.ModelType == "gemma2") return Windows.Put(config, layer, mixer, period: 2);
        _ = config.Facts.Has("_sliding_window_pattern");
        var local = config.Facts.Real("rope_local_base_freq", UsualLocalTheta);
        var (name, put) = Windows.Put(config, layer, mixer with { QueryKeyNorm = QueryKeyNorm.Head }, period: 6);
        var kind = name == "full" ? Windows.Full : Windows.Sliding;
        if (ConfigRope.IsByKind(config.Facts, kind))                            // as transformers 5 writes it
            return (name, put with { Rotary = ConfigRope.Read(config, config.HeadDim, kind: kind) });
        return (name, name == "full" ? put : put with
        {
            Rotary = put.Rotary! with { Theta = local, Scaling = ScalingRule.None, Factor = 0, OriginalContext = 0 },
        });
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer)
    {
        var key = config.Facts.Has("hidden_activation") ? "hidden_activation" : "hidden_act";
        // Gemma 1 files say gelu where its program computes the tanh form: the program decides.
        var bend = config.ModelType == "gemma" ? Bend.GeluTanh : config.BendOf(key, "gelu_pytorch_tanh");
        _ = config.Facts.Text("hidden_act", "");
        return ("dense", new MlpChannel
            { Hidden = config.Facts.Whole("intermediate_size"), Bend = bend, Gate = ChannelGate.Hidden });
    }

    /// <inheritdoc/>
    protected override NormSites Norms(Decoder config, string channel) => config.ModelType == "gemma"
        ? base.Norms(config, channel)
        : NormSites.BeforeMixer | NormSites.AfterMixer | NormSites.BeforeChannel | NormSites.AfterChannel;

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) => base.Norm(config) with { GainLessOne = true };
}
