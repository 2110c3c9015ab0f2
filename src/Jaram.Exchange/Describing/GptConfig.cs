// GPT-2: learnt positions, biases everywhere, keys of its own.
// Source: huggingface/transformers, models/gpt2.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>GPT-2.</summary>
internal sealed class GptConfig : ConfigFamily
{
    private const int UsualTimes = 4;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["gpt2"];

    /// <inheritdoc/>
    protected override bool TiesByDefault => true;

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        config.Agree("n_ctx", "n_positions");
        config.Facts.Must("scale_attn_weights", true, "scores are scaled");
        config.Facts.Must("scale_attn_by_inverse_layer_idx", false, "all layers scale alike");
        config.Facts.Must("reorder_and_upcast_attn", false, "attention is computed in its usual order");
        var positions = config.Facts.Whole("n_positions");
        return base.Read(config, name) with { Context = positions, LearnedPositions = positions };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer) => ("full", new SoftmaxMixer
    {
        Heads = config.Heads, KeyValueHeads = config.Heads, HeadDim = config.HeadDim, Bias = AttentionBias.All,
    });

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer) => ("dense", new MlpChannel
    {
        Hidden = config.Facts.Whole("n_inner", UsualTimes * config.Width),
        Bend = config.BendOf("activation_function", "gelu_new"), Bias = true,
    });

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) => config.LayerNorm("layer_norm_epsilon");
}
