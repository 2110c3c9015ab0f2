// Phi-1 to Phi-2: attention and network side by side behind one norm, shifts everywhere, a part of the channels turns.
// Source: huggingface/transformers, models/phi.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>The first models called Phi.</summary>
internal sealed class PhiConfig : ConfigFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["phi"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        config.Facts.Must("qk_layernorm", false, "no published model of the family has it");
        return base.Read(config, name) with { HeadBias = true };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        var mixer = config.Attention() with { Bias = AttentionBias.All };
        var isSaid = config.Facts.Has("partial_rotary_factor") || config.Facts.Has("rope_parameters");
        return ("full", isSaid ? mixer
            : mixer with { Rotary = mixer.Rotary! with { Dim = config.HeadDim / 4 * 2 } });   // then half of them turn
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer) => ("dense", new MlpChannel
    {
        Hidden = config.Facts.Whole("intermediate_size"), Bend = config.BendOf("hidden_act", "gelu_new"), Bias = true,
    });

    /// <inheritdoc/>
    protected override NormSites Norms(Decoder config, string channel) => NormSites.BeforeBoth;

    /// <inheritdoc/>
    protected override bool SideBySide(Decoder config) => true;

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) => config.LayerNorm("layer_norm_eps");
}
