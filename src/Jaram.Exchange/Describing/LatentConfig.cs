// Latent attention with DeepSeek's experts.
// Source: huggingface/transformers, models/deepseek_v2, deepseek_v3, deepseek_v32, axk1, axk2, glm_moe_dsa, sarvam_mla;
// kimi_k2 is deepseek_v3 by another name.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Blocks;

namespace Jaram.Exchange.Describing;

/// <summary>DeepSeek V2 to V3.2, Kimi K2, A.X K1 and K2, GLM 5, Sarvam 105B.</summary>
internal sealed class LatentConfig : ConfigFamily
{
    private const int UsualDense = 3, GateRank = 16;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } =
        ["deepseek_v2", "deepseek_v3", "kimi_k2", "deepseek_v32", "axk1", "axk2", "glm_moe_dsa", "sarvam_mla"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var model = base.Read(config, name);
        return model with { Ahead = config.Ahead("num_nextn_predict_layers", model.Order[^1]) };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        var facts = config.Facts;
        facts.Must("attention_bias", false, "the family has no biases here");
        facts.Must("num_key_value_heads", config.Heads, "num_attention_heads says so: all heads read the one latent");
        var word = config.WordOf("layer_types", layer, _ => "");
        if (word is not ("" or Windows.Full or "deepseek_sparse_attention"))
            throw facts.Wrong("layer_types", word, "full_attention or deepseek_sparse_attention");
        return ("full", Latent(config) with
        {
            OutputGate = config.ModelType == "axk2" ? OutputGate.WithDoubledQuery : OutputGate.None,
            Indexer = config.ModelType is "deepseek_v32" or "axk2" or "glm_moe_dsa" ? new()
            {
                Heads = facts.Whole("index_n_heads"), HeadDim = facts.Whole("index_head_dim"),
                Tokens = facts.Whole("index_topk"),
            } : null,
        });
    }

    /// <summary>The latent mixer that these keys describe.</summary>
    public static LatentMixer Latent(Decoder config)
    {
        var facts = config.Facts;
        var (plain, shared) = (facts.Whole("qk_nope_head_dim"), facts.Whole("qk_rope_head_dim"));
        facts.Must("qk_head_dim", plain + shared, "qk_nope_head_dim and qk_rope_head_dim add up to that");
        facts.PassOver("head_dim", "q_head_dim");           // what they mean differs from version to version
        return new()
        {
            Heads = config.Heads, QueryRank = facts.Whole("q_lora_rank", 0), LatentRank = facts.Whole("kv_lora_rank"),
            PlainDim = plain, SharedDim = shared, ValueDim = facts.Whole("v_head_dim"),
            Rotary = ConfigRope.Read(config, shared,
                facts.Flag("rope_interleave", true) ? RotaryLayout.Interleaved : RotaryLayout.Halves),
        };
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer) =>
        DeepSeekExperts.Read(config, layer, config.ModelType is "axk1" or "axk2" or "sarvam_mla" ? 1 : UsualDense);

    /// <inheritdoc/>
    protected override NormSites Norms(Decoder config, string channel) => base.Norms(config, channel)
        | (config.ModelType == "axk1" && channel == "experts" ? NormSites.AfterChannel : NormSites.None);

    /// <inheritdoc/>
    protected override NormSites GatedNorms(Decoder config, string channel) => config.ModelType != "axk2"
        ? NormSites.None
        : NormSites.BeforeMixer | (channel == "experts" ? NormSites.BeforeChannel : NormSites.None);

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) => base.Norm(config) with
    {
        GateRank = config.ModelType == "axk2" ? config.Facts.Whole("gated_norm_rank", GateRank) : 0,
    };
}
