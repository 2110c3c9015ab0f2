// MiMo V2: most layers read a short window, their heads with a score that no token bears; values are narrower than
// keys.
// Source: XiaomiMiMo/MiMo-V2-Flash, config.json and configuration_mimo_v2_flash.py.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>MiMo V2 Flash.</summary>
internal sealed class MiMoConfig : ConfigFamily
{
    private const string Pattern = "hybrid_layer_pattern", Freq = "moe_layer_freq", Value = "attention_value_scale";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["mimo_v2_flash"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var facts = config.Facts;
        config.Agree("sliding_window", "sliding_window_size");
        facts.Must("topk_method", "noaux_tc", "a bias of each expert balances the loads");
        facts.Must("scoring_func", "sigmoid", "MiMo V2 is computed");
        facts.Must("use_qk_norm", false, "no published model of the family has that norm");
        facts.PassOver("attention_chunk_size");                                 // no layer reads by chunks
        var model = base.Read(config, name);
        return facts.Real(Value, 1) is var scale && scale == 1 ? model
            : model with { Notes = FormattableString.Invariant($"values are multiplied by {scale}") };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer)
    {
        var facts = config.Facts;
        var full = config.Attention() with
        {
            ValueDim = facts.Whole("v_head_dim", 0), Sinks = facts.Flag("add_full_attention_sink_bias", false),
        };
        var dim = facts.Whole("swa_head_dim", full.HeadDim);
        var local = full with
        {
            Heads = facts.Whole("swa_num_attention_heads", full.Heads), HeadDim = dim,
            KeyValueHeads = facts.Whole("swa_num_key_value_heads", full.KeyValueHeads),
            ValueDim = facts.Whole("swa_v_head_dim", full.ValueDim), Window = facts.Whole("sliding_window"),
            Sinks = facts.Flag("add_swa_attention_sink_bias", false),
            Rotary = ConfigRope.Read(config, dim) with { Theta = facts.Real("swa_rope_theta", full.Rotary!.Theta) },
        };
        return config.IsOn(facts, Pattern, layer) ? ("local", local) : ("full", full);
    }

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer)
    {
        var facts = config.Facts;
        var dense = config.Gated(facts.Whole("intermediate_size"));
        var (groups, active) = config.Groups;
        if (!config.IsOn(facts, Freq, layer)) return ("dense", dense);
        return ("experts", new MixtureChannel
        {
            Experts = facts.Whole("n_routed_experts"), Active = facts.Whole("num_experts_per_tok"),
            Expert = config.Gated(facts.Whole("moe_intermediate_size")), Shared = facts.Whole("n_shared_experts", 0),
            Scoring = Scoring.Sigmoid, BalancedByBias = true, Groups = groups, ActiveGroups = active,
            NormalizeWeights = facts.Flag("norm_topk_prob", true), Scale = facts.Real("routed_scaling_factor", 1),
        });
    }

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) =>
        new() { Kind = NormKind.Rms, Epsilon = config.Facts.Real("layernorm_epsilon"), Gain = true };
}
