// Falcon-H1: attention and Mamba-2 read the same input, and their outputs are added.
// Source: huggingface/transformers, models/falcon_h1.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Falcon-H1.</summary>
internal sealed class FalconH1Config : ConfigFamily
{
    private const int UsualExpansion = 2, UsualTaps = 4;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["falcon_h1"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var facts = config.Facts;
        facts.Must("mamba_use_mlp", true, "every layer has a network");
        facts.Must("projectors_bias", false, "no published model of the family has those shifts");
        facts.Must("mamba_proj_bias", false, "state spaces have no shifts but the convolution's");
        facts.Must("mamba_conv_bias", true, "the convolution has a shift");
        facts.PassOver("mamba_chunk_size", "mamba_norm_before_gate", "mlp_expansion_factor", "num_logits_to_keep",
            "time_step_min", "time_step_max", "time_step_limit", "time_step_floor");
        facts.PassOver("attention_in_multiplier", "attention_out_multiplier", "key_multiplier", "mlp_multipliers",
            "ssm_in_multiplier", "ssm_out_multiplier", "ssm_multipliers");
        return base.Read(config, name) with
        {
            EmbeddingScale = Scale(config, "embedding_multiplier"), LogitScale = Scale(config, "lm_head_multiplier"),
            Notes = "fixed factors stand before and behind attention, state space and network",
        };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer)
    {
        var facts = config.Facts;
        var inner = facts.Whole("mamba_d_ssm", facts.Whole("mamba_expand", UsualExpansion) * config.Width);
        var heads = facts.Whole("mamba_n_heads");
        var dim = !facts.Has("mamba_d_head") || facts.IsText("mamba_d_head") && facts.Text("mamba_d_head") == "auto"
            ? inner / Math.Max(1, heads)
            : facts.Whole("mamba_d_head");
        if ((long)heads * dim != inner)
            throw facts.Wrong("mamba_n_heads", (double)heads,
                $"{inner} over mamba_d_head ({dim}), as mamba_d_ssm says");
        return ("both", new BranchedMixer
        {
            Branches =
            [
                config.Attention(),
                new StateSpaceMixer
                {
                    Heads = heads, HeadDim = dim, State = facts.Whole("mamba_d_state"),
                    Groups = facts.Whole("mamba_n_groups", 1), Taps = facts.Whole("mamba_d_conv", UsualTaps),
                    OutputNorm = facts.Flag("mamba_rms_norm", false),
                },
            ],
        });
    }

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer) =>
        ("dense", config.Gated(config.Facts.Whole("intermediate_size")));

    /// <summary>A factor; 1 is none.</summary>
    private static double Scale(Decoder config, string key) =>
        config.Facts.Real(key, 1) is var scale && scale == 1 ? 0 : scale;
}
