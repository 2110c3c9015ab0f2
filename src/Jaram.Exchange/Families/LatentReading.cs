// Source: transformers, configuration_deepseek_v2.py and _v3.py; llama.cpp, models/deepseek2.cpp.

using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Exchange.Keys;

namespace Jaram.Exchange.Families;

/// <summary>Reads what a file says of a model with latent attention.</summary>
internal static class LatentReading
{
    private const int MostExperts = 4096;

    /// <summary>What the layers are.</summary>
    public static Described Of(LatentFamily family, Facts facts, Format format)
    {
        var mixer = format == Format.Gguf ? FromGguf(facts, family) : FromHuggingFace(facts, family);
        var isGguf = format == Format.Gguf;
        var ahead = facts.Whole(isGguf ? "nextn_predict_layers" : "num_nextn_predict_layers", 0);
        var layers = facts.Whole(isGguf ? "block_count" : "num_hidden_layers") - (isGguf ? ahead : 0);
        if (layers <= 0) throw facts.Wrong(isGguf ? "block_count" : "num_hidden_layers", layers, "1 or more");
        var dense = Math.Min(layers, isGguf
            ? facts.Whole("leading_dense_block_count", 0) : facts.Whole("first_k_dense_replace"));
        var bottom = new LayerDesign
        {
            Mixer = mixer,
            Channel = new MlpDesign
            {
                Hidden = facts.Whole(isGguf ? "feed_forward_length" : "intermediate_size"),
                Activation = Activation.SwiGlu,
            },
        };
        if (!isGguf) facts.Must("hidden_act", "silu", "DeepSeek is computed");
        var mixture = Mixture(family, facts, format, isUsed: dense < layers);
        return new(bottom, dense, mixture is null ? null : bottom with { Channel = mixture }, layers, ahead);
    }

    private static LatentAttentionDesign FromHuggingFace(Facts facts, LatentFamily family)
    {
        var heads = facts.Whole("num_attention_heads");
        facts.Must("num_key_value_heads", heads, "every head reads the one latent");
        facts.Must("attention_bias", false, "DeepSeek has no biases here");
        facts.Must("mlp_bias", false, "DeepSeek has no biases here");
        facts.Must("rms_norm_eps", 1e-6, "the norms of latents have that");
        var dim = facts.Whole("qk_rope_head_dim");
        facts.Must("head_dim", dim, "qk_rope_head_dim says so");
        facts.Must("qk_head_dim", facts.Whole("qk_nope_head_dim") + dim, "its two parts say so");
        return new()
        {
            Heads = heads, QueryRank = facts.Has("q_lora_rank") ? facts.Whole("q_lora_rank") : 0,
            LatentRank = facts.Whole("kv_lora_rank"), PlainDim = facts.Whole("qk_nope_head_dim"),
            ValueDim = facts.Whole("v_head_dim"),
            Rotary = HuggingFaceRope.Read(facts, dim,
                facts.Flag("rope_interleave", true) ? family.Layout : RotaryLayout.Halves),
        };
    }

    private static LatentAttentionDesign FromGguf(Facts facts, LatentFamily family)
    {
        var (rank, dim) = (facts.Whole("attention.kv_lora_rank"), facts.Whole("rope.dimension_count"));
        facts.Must("attention.head_count_kv", 1, "heads read one latent");
        facts.Must("attention.key_length", (double)rank + dim, "latent and rotary key make it");
        facts.Must("attention.value_length", rank, "the latent is as long");
        var whole = facts.Whole("attention.key_length_mla");
        if (whole <= dim)
            throw facts.Wrong("attention.key_length_mla", whole, $"more than rope.dimension_count ({dim})");
        return new()
        {
            Heads = facts.Whole("attention.head_count"), QueryRank = facts.Whole("attention.q_lora_rank", 0),
            LatentRank = rank, PlainDim = whole - dim, ValueDim = facts.Whole("attention.value_length_mla"),
            Rotary = GgufRope.Read(facts, dim, family.Layout),
        };
    }

    /// <summary>The mixture; null where nothing is made of it, though the file may speak of one.</summary>
    private static MixtureDesign? Mixture(LatentFamily family, Facts facts, Format format, bool isUsed)
    {
        var isGguf = format == Format.Gguf;
        string Key(string huggingFace, string gguf) => isGguf ? gguf : huggingFace;
        string[] keys =
        [
            Key("n_routed_experts", "expert_count"), Key("num_experts_per_tok", "expert_used_count"),
            Key("n_shared_experts", "expert_shared_count"), Key("moe_intermediate_size", "expert_feed_forward_length"),
            Key("norm_topk_prob", "expert_weights_norm"), Key("routed_scaling_factor", "expert_weights_scale"),
            Key("n_group", "expert_group_count"), Key("topk_group", "expert_group_used_count"),
            Key("topk_method", "expert_gating_func"), "scoring_func", "moe_layer_freq",
        ];
        if (!isUsed)
        {
            foreach (var key in keys) _ = facts.Has(key);
            return null;
        }
        facts.Must("moe_layer_freq", 1, "every layer above the dense ones has experts");
        var experts = facts.Whole(keys[0]);
        if (experts is 0 or > MostExperts) throw facts.Wrong(keys[0], experts, $"1 to {MostExperts}");
        var (groups, open, score) = family.ReadChoice(facts, format);
        return new()
        {
            Experts = experts, Active = facts.Whole(keys[1]), Shared = facts.Whole(keys[2]),
            Expert = new() { Hidden = facts.Whole(keys[3]), Activation = Activation.SwiGlu },
            Routing = family.Routing, Groups = groups, ActiveGroups = open, GroupScore = score,
            NormalizeWeights = facts.Flag(keys[4], isGguf ? false : null),
            Scale = facts.Real(keys[5], isGguf ? 1 : null),
        };
    }
}
