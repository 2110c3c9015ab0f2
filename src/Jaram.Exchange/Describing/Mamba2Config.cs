// Mamba-2 alone: state spaces, and nothing that works on each token by itself.
// Source: huggingface/transformers, models/mamba2.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Mamba-2 under the names of transformers' class.</summary>
internal sealed class Mamba2Config : ConfigFamily
{
    private const int UsualExpansion = 2, UsualTaps = 4;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["mamba2"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var facts = config.Facts;
        facts.Must("use_bias", false, "state spaces have no shifts but the convolution's");
        facts.Must("use_conv_bias", true, "the convolution has a shift");
        facts.Must("hidden_act", "silu", "no published model of the family bends otherwise");
        facts.Must("rms_norm", true, "the gated output is normalised");
        facts.PassOver("chunk_size", "time_step_rank", "time_step_min", "time_step_max", "time_step_floor",
            "time_step_limit", "rescale_prenorm_residual", "residual_in_fp32", "norm_before_gate");
        return base.Read(config, name);
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer)
    {
        var facts = config.Facts;
        var (heads, dim) = (facts.Whole("num_heads"), facts.Whole("head_dim"));
        var inner = (long)facts.Whole("expand", UsualExpansion) * config.Width;
        if ((long)heads * dim != inner)
            throw facts.Wrong("num_heads", (double)heads,
                $"{inner} over head_dim ({dim}), as expand and hidden_size say");
        return ("mamba", new StateSpaceMixer
        {
            Heads = heads, HeadDim = dim, State = facts.Whole("state_size"), Groups = facts.Whole("n_groups"),
            Taps = facts.Whole("conv_kernel", UsualTaps), OutputNorm = true,
        });
    }

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer) => ("", null);

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) =>
        new() { Kind = NormKind.Rms, Epsilon = config.Facts.Real("layer_norm_epsilon", 1e-5), Gain = true };
}
