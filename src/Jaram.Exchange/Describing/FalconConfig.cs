// Falcon 7B to 180B: one key-value head, or groups of them in the larger ones; attention and network side by side.
// Source: huggingface/transformers, models/falcon.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>The first models called Falcon.</summary>
internal sealed class FalconConfig : ConfigFamily
{
    private const int UsualTimes = 4, UsualContext = 2048;
    private const double UsualTheta = 10_000;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["falcon"];

    /// <inheritdoc/>
    protected override bool TiesByDefault => true;

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        config.Facts.Must("alibi", false, "blueprints have no positions by distance");
        config.Facts.Must("apply_residual_connection_post_layernorm", false, "no published model of the family has it");
        config.Agree("n_head_kv", "num_kv_heads");
        return base.Read(config, name) with { Context = config.Facts.Whole("max_position_embeddings", UsualContext) };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        var facts = config.Facts;
        var heads = facts.Whole("num_kv_heads", facts.Whole("n_head_kv", config.Heads));
        var isSingle = facts.Flag("multi_query", true) && !IsGrouped(config);
        return ("full", new SoftmaxMixer
        {
            Heads = config.Heads, KeyValueHeads = isSingle ? 1 : heads, HeadDim = config.HeadDim,
            Bias = facts.Flag("bias", false) ? AttentionBias.All : AttentionBias.None,
            Rotary = facts.Has("rope_theta") || facts.Has("rope_parameters") ? ConfigRope.Read(config, config.HeadDim)
                : new() { Dim = config.HeadDim, Theta = UsualTheta },
        });
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer) => ("dense", new MlpChannel
    {
        Hidden = config.Facts.Whole("ffn_hidden_size", UsualTimes * config.Width),
        Bend = config.BendOf("activation", "gelu"), Bias = config.Facts.Flag("bias", false),
    });

    /// <inheritdoc/>
    protected override NormSites Norms(Decoder config, string channel) =>
        SideBySide(config) && config.Facts.Whole("num_ln_in_parallel_attn", IsGrouped(config) ? 2 : 1) == 1
            ? NormSites.BeforeBoth
            : NormSites.BeforeMixer | NormSites.BeforeChannel;

    /// <inheritdoc/>
    protected override bool SideBySide(Decoder config) =>
        config.Facts.Flag("parallel_attn", true) || IsGrouped(config);

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) => config.LayerNorm("layer_norm_epsilon");

    private static bool IsGrouped(Decoder config) => config.Facts.Flag("new_decoder_architecture", false);
}
