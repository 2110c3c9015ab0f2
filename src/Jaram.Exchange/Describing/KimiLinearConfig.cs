// Kimi delta attention beside latent attention without positions.
// Source: moonshotai/Kimi-Linear-48B-A3B-Instruct, configuration_kimi.py.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Kimi Linear.</summary>
internal sealed class KimiLinearConfig : ConfigFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["kimi_linear"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        _ = config.Facts.Has("linear_attn_config")
            ? config.Facts.Inner("linear_attn_config")
            : throw config.Facts.Wrong("linear_attn_config", null, "an object");
        var model = base.Read(config, name);
        config.Facts.Inner("linear_attn_config").RefuseOthers(new HashSet<string>());
        return model with
        {
            Context = config.Facts.Whole("model_max_length", model.Context),
            Ahead = config.Ahead("num_nextn_predict_layers", model.Order[^1]),
        };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        var linear = config.Facts.Inner("linear_attn_config");
        var (full, delta) = (linear.Numbers("full_attn_layers"), linear.Numbers("kda_layers"));
        if (full.Contains(layer + 1) == delta.Contains(layer + 1))              // counted from one
            throw linear.Wrong("kda_layers", $"{(delta.Contains(layer + 1) ? "with" : "without")} layer {layer + 1}",
                "every layer in it or in full_attn_layers, and in one only");
        var (heads, dim) = (linear.Whole("num_heads"), linear.Whole("head_dim"));
        var taps = linear.Whole("short_conv_kernel_size");
        if (delta.Contains(layer + 1))
            return ("linear", new DeltaMixer
            {
                Decay = Decay.Channel, KeyHeads = heads, ValueHeads = heads, KeyDim = dim, ValueDim = dim, Taps = taps,
                DecayRank = dim, GateRank = dim,
            });
        var latent = LatentConfig.Latent(config);
        return ("full", config.Facts.Flag("mla_use_nope", false) ? latent with { Rotary = null } : latent);
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer)
    {
        var facts = config.Facts;
        var (first, hidden) = (facts.Whole("first_k_dense_replace", 0), facts.Whole("intermediate_size"));
        facts.Must("moe_layer_freq", 1, "all layers above the first have experts");
        facts.Must("moe_router_activation_func", "sigmoid", "Kimi Linear is computed");
        facts.Must("use_grouped_topk", true, "experts are chosen by groups, of which there is one");
        facts.Must("num_expert_group", 1, "there are no groups");
        facts.Must("topk_group", 1, "there are no groups");
        facts.Must("num_key_value_heads", config.Heads, "all heads read the one latent");
        if (layer < first) return ("dense", config.Gated(hidden));
        return ("experts", new MixtureChannel
        {
            Experts = facts.Whole("num_experts"), Active = facts.Whole("num_experts_per_token"),
            Expert = config.Gated(facts.Whole("moe_intermediate_size")), Shared = facts.Whole("num_shared_experts", 0),
            Scoring = Scoring.Sigmoid, BalancedByBias = true, NormalizeWeights = facts.Flag("moe_renormalize", true),
            Scale = facts.Real("routed_scaling_factor", 1),
        });
    }
}
