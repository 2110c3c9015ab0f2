// Nemotron-H: a layer is a state space, an attention without positions, a network or a mixture, each behind one norm.
// Source: huggingface/transformers, models/nemotron_h.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Nemotron-H, Nemotron Nano 2 and Nemotron 3.</summary>
internal sealed class NemotronHConfig : ConfigFamily
{
    private const string Mamba = "mamba", Attention = "attention", Dense = "mlp", Experts = "moe";
    private const string Words = "layers_block_type", Letters = "hybrid_override_pattern";
    private const string AheadWords = "mtp_layers_block_type", AheadLetters = "mtp_hybrid_override_pattern";
    private const int UsualGroups = 8, UsualTaps = 4, AheadNorms = 3;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["nemotron_h"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var facts = config.Facts;
        facts.Must("use_bias", false, "state spaces have no shifts but the convolution's");
        facts.Must("mamba_proj_bias", false, "state spaces have no shifts but the convolution's");
        facts.Must("use_conv_bias", true, "the convolution has a shift");
        facts.Must("mamba_hidden_act", "silu", "no published model of the family bends otherwise");
        facts.Must("sliding_window", 0, "no published model of the family has windows");
        facts.PassOver("expand", "chunk_size", "mamba_ssm_cache_dtype", "time_step_min", "time_step_max",
            "time_step_floor", "time_step_limit", "time_step_rank", "rescale_prenorm_residual", "residual_in_fp32",
            "num_logits_to_keep", "use_mamba_kernels", "moe_shared_expert_overlap", "use_mambapy");
        // Of layers that a model may go without; positions are given, but its program turns nothing.
        facts.PassOver("rope_theta", "partial_rotary_factor", "rope_parameters", "intermediate_size",
            "moe_intermediate_size", "moe_shared_expert_intermediate_size", "n_routed_experts", "n_shared_experts",
            "num_experts_per_tok", "n_group", "topk_group", "norm_topk_prob", "routed_scaling_factor", "mlp_bias");
        return WithAhead(config, base.Read(config, name));
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer) =>
        MixerOf(config, WordOf(config, layer));

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer) =>
        ChannelOf(config, WordOf(config, layer));

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config)
    {
        config.Agree("layer_norm_epsilon", "norm_eps");
        return new() { Kind = NormKind.Rms, Epsilon = config.Facts.Real("layer_norm_epsilon", 1e-5), Gain = true };
    }

    private static (string, Mixer?) MixerOf(Decoder config, string word)
    {
        var facts = config.Facts;
        switch (word)
        {
            case Mamba:
                config.Agree("n_groups", "mamba_n_groups");
                config.Agree("conv_kernel", "mamba_d_conv");
                return ("mamba", new StateSpaceMixer
                {
                    Heads = facts.Whole("mamba_num_heads"), HeadDim = facts.Whole("mamba_head_dim"),
                    State = facts.Whole("ssm_state_size"), OutputNorm = true,
                    Groups = facts.Whole("n_groups", facts.Whole("mamba_n_groups", UsualGroups)),
                    Taps = facts.Whole("conv_kernel", facts.Whole("mamba_d_conv", UsualTaps)),
                });
            case Attention:
                config.Agree("head_dim", "attention_head_dim");
                var mixer = config.Attention();
                return ("full", mixer with
                    { HeadDim = facts.Whole("attention_head_dim", mixer.HeadDim), Rotary = null });
            default:
                return ("", null);
        }
    }

    private static (string, Channel?) ChannelOf(Decoder config, string word) => word switch
    {
        Dense => ("dense", Network(config, config.Facts.Whole("intermediate_size"))),
        Experts => ("experts", Mixture(config)),
        _ => ("", null),
    };

    private static MlpChannel Network(Decoder config, int hidden) => new()
    {
        Hidden = hidden, Bend = config.BendOf("mlp_hidden_act", "relu2"), Bias = config.Facts.Flag("mlp_bias", false),
    };

    private static MixtureChannel Mixture(Decoder config)
    {
        var facts = config.Facts;
        var (hidden, shared) = (facts.Whole("moe_intermediate_size"), facts.Whole("n_shared_experts", 1));
        var together = facts.Whole("moe_shared_expert_intermediate_size", hidden * shared);
        var (groups, active) = config.Groups;
        return new()
        {
            Experts = facts.Whole("n_routed_experts"), Active = facts.Whole("num_experts_per_tok"),
            Expert = Network(config, hidden), Shared = shared,
            SharedHidden = together == hidden * shared ? 0 : together, Scoring = Scoring.Sigmoid, BalancedByBias = true,
            Groups = groups, ActiveGroups = active, NormalizeWeights = facts.Flag("norm_topk_prob", true),
            Scale = facts.Real("routed_scaling_factor", 1), LatentWidth = facts.Whole("moe_latent_size", 0),
        };
    }

    /// <summary>The model with its modules ahead: each an attention and a network in one layer.</summary>
    private static Blueprint WithAhead(Decoder config, Blueprint model)
    {
        var facts = config.Facts;
        var depth = facts.Whole("num_nextn_predict_layers", 0);
        facts.PassOver(AheadWords, AheadLetters);
        if (depth == 0) return model;
        var key = facts.Has(AheadWords) ? AheadWords : AheadLetters;
        string[] said = facts.Has(AheadWords) ? [.. facts.Texts(AheadWords)]
            : facts.Has(AheadLetters) ? [.. facts.Text(AheadLetters).Select(letter => $"{letter}")]
            : [Attention, Experts];
        var words = said.Select(word => Usual(config, key, word)).ToList();
        if (words.Count != 2 || MixerOf(config, words[0]).Item2 is not { } mixer
            || ChannelOf(config, words[1]).Item2 is not { } channel)
            throw facts.Wrong(key, string.Join(", ", words), "mamba or attention, and then mlp or moe");
        return model with
        {
            Layers = model.Layers.Add("ahead", new()
                { Mixer = mixer, Channel = channel, Norms = NormSites.BeforeMixer | NormSites.BeforeChannel }),
            Ahead = new() { Depth = depth, Layer = "ahead", Norms = AheadNorms },
        };
    }

    private static string WordOf(Decoder config, int layer)
    {
        var facts = config.Facts;
        if (!facts.Has(Words) && !facts.Has(Letters))
            throw facts.Wrong(Words, null, $"a word for each layer, or {Letters}");
        var said = facts.Has(Letters) ? facts.Text(Letters) : null;
        if (said is not null && said.Length != config.Layers)
            throw facts.Wrong(Letters, $"{said.Length} letters", $"{config.Layers}, one for each layer");
        var byLetter = said is null ? null : Usual(config, Letters, $"{said[layer]}");
        var word = Usual(config, Words, config.WordOf(Words, layer, _ => byLetter!));
        return byLetter is null || byLetter == word ? word
            : throw facts.Wrong(Words, $"{word} in layer {layer}", $"{byLetter}, as {Letters} says");
    }

    private static string Usual(Decoder config, string key, string word) => word switch
    {
        "M" or "mamba" or "linear_attention" => Mamba,
        "*" or "attention" or "full_attention" => Attention,
        "-" or "mlp" => Dense,
        "E" or "moe" => Experts,
        _ => throw config.Facts.Wrong(key, word, "M, *, - and E, or mamba, attention, mlp and moe"),
    };
}
