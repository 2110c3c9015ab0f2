// GPT-NeoX and Pythia: attention and network side by side, a quarter of the channels turns.
// Source: huggingface/transformers, models/gpt_neox.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>GPT-NeoX.</summary>
internal sealed class NeoXConfig : ConfigFamily
{
    private const double UsualShare = 0.25, UsualTheta = 10_000;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["gpt_neox"];

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        var (facts, dim) = (config.Facts, config.HeadDim);
        return ("full", new SoftmaxMixer
        {
            Heads = config.Heads, KeyValueHeads = config.Heads, HeadDim = dim,
            Bias = facts.Flag("attention_bias", true) ? AttentionBias.All : AttentionBias.None,
            Rotary = new()
            {
                Dim = (int)(dim * facts.Real("rotary_pct", UsualShare)) / 2 * 2,
                Theta = facts.Real("rotary_emb_base", UsualTheta),
            },
        });
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer) => ("dense", new MlpChannel
        { Hidden = config.Facts.Whole("intermediate_size"), Bend = config.BendOf("hidden_act", "gelu"), Bias = true });

    /// <inheritdoc/>
    protected override bool SideBySide(Decoder config) => config.Facts.Flag("use_parallel_residual", true);

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) => config.LayerNorm("layer_norm_eps");
}
