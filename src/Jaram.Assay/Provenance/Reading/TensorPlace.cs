// Names of tensors, read word by word: which part of the model, which layer, which expert, which matrix. One table
// serves the files of Hugging Face (Llama, Qwen, Mistral, Mixtral, DeepSeek, GLM, Gemma, Phi, GPT-2 and NeoX), of
// llama.cpp, and ours.
// Source: transformers, modeling_*.py; llama.cpp, llama-arch.cpp (LLM_TENSOR_NAMES); docs/glossary.md.

using System.Globalization;

namespace Jaram.Assay.Provenance.Reading;

/// <summary>Where in a model a tensor stands.</summary>
/// <param name="Component">The part.</param>
/// <param name="Role">The matrix.</param>
/// <param name="Layer">0 and up; -1 outside layers.</param>
/// <param name="Expert">0 and up; -1 for what is no routed expert, or holds all of them.</param>
/// <param name="IsTurned">Stored as inputs by outputs, as GPT-2 does.</param>
public readonly record struct TensorPlace(
    Component Component, TensorRole Role, int Layer = -1, int Expert = -1, bool IsTurned = false)
{
    /// <summary>What 4-bit experts are called behind their name.</summary>
    private const string Packed = "_blocks";

    private static readonly string[] _silent = ["weight", "gain", "inner", "matrix", "qweight", "weight_packed"];
    private static readonly string[] _layers = ["layers", "layer", "blk", "h", "blocks", "block"];

    private static readonly Dictionary<string, Component> _towers = new()
    {
        ["visual"] = Component.Vision, ["vision_tower"] = Component.Vision, ["vision_model"] = Component.Vision,
        ["vision_encoder"] = Component.Vision, ["audio_tower"] = Component.Audio, ["audio_model"] = Component.Audio,
        ["audio_encoder"] = Component.Audio, ["audio"] = Component.Audio, ["mm_projector"] = Component.Projector,
        ["multi_modal_projector"] = Component.Projector, ["projector"] = Component.Projector,
        ["connector"] = Component.Projector, ["merger"] = Component.Projector, ["ahead"] = Component.Ahead,
        ["mtp"] = Component.Ahead,
    };

    private static readonly Dictionary<string, TensorRole> _roles = new()
    {
        ["q"] = TensorRole.Query, ["q_proj"] = TensorRole.Query, ["attn_q"] = TensorRole.Query,
        ["wq"] = TensorRole.Query, ["query"] = TensorRole.Query,
        ["k"] = TensorRole.Key, ["k_proj"] = TensorRole.Key, ["attn_k"] = TensorRole.Key, ["wk"] = TensorRole.Key,
        ["key"] = TensorRole.Key,
        ["v"] = TensorRole.Reader, ["v_proj"] = TensorRole.Reader, ["attn_v"] = TensorRole.Reader,
        ["wv"] = TensorRole.Reader, ["value"] = TensorRole.Reader,
        ["qkv"] = TensorRole.Fused, ["qkv_proj"] = TensorRole.Fused, ["attn_qkv"] = TensorRole.Fused,
        ["W_pack"] = TensorRole.Fused, ["Wqkv"] = TensorRole.Fused, ["query_key_value"] = TensorRole.Reader,
        ["q_down"] = TensorRole.QueryDown, ["q_a_proj"] = TensorRole.QueryDown, ["attn_q_a"] = TensorRole.QueryDown,
        ["q_up"] = TensorRole.QueryUp, ["q_b_proj"] = TensorRole.QueryUp, ["attn_q_b"] = TensorRole.QueryUp,
        ["kv_down"] = TensorRole.LatentDown, ["kv_a_proj_with_mqa"] = TensorRole.LatentDown,
        ["attn_kv_a_mqa"] = TensorRole.LatentDown, ["kv_up"] = TensorRole.LatentUp,
        ["kv_b_proj"] = TensorRole.LatentUp, ["attn_kv_b"] = TensorRole.LatentUp, ["attn_k_b"] = TensorRole.KeyUp,
        ["out"] = TensorRole.Output, ["o_proj"] = TensorRole.Output, ["attn_output"] = TensorRole.Output,
        ["wo"] = TensorRole.Output, ["attn_out"] = TensorRole.Output, ["out_proj"] = TensorRole.Output,
        ["gate"] = TensorRole.Gate, ["gate_proj"] = TensorRole.Gate, ["ffn_gate"] = TensorRole.Gate,
        ["w1"] = TensorRole.Gate, ["ffn_gate_exps"] = TensorRole.Gate, ["ffn_gate_shexp"] = TensorRole.Gate,
        ["up"] = TensorRole.Up, ["up_proj"] = TensorRole.Up, ["ffn_up"] = TensorRole.Up, ["w3"] = TensorRole.Up,
        ["ffn_up_exps"] = TensorRole.Up, ["ffn_up_shexp"] = TensorRole.Up, ["dense_h_to_4h"] = TensorRole.Up,
        ["fc1"] = TensorRole.Up, ["linear_fc1"] = TensorRole.Up,
        ["down"] = TensorRole.Down, ["down_proj"] = TensorRole.Down, ["ffn_down"] = TensorRole.Down,
        ["w2"] = TensorRole.Down, ["ffn_down_exps"] = TensorRole.Down, ["ffn_down_shexp"] = TensorRole.Down,
        ["dense_4h_to_h"] = TensorRole.Down, ["fc2"] = TensorRole.Down, ["linear_fc2"] = TensorRole.Down,
        ["gate_up_proj"] = TensorRole.GateUp, ["ffn_gate_up_exps"] = TensorRole.GateUp,
    };

    private static readonly string[] _tokens =
        ["embedding", "embed_tokens", "token_embd", "wte", "tok_embeddings", "embed_in", "word_embeddings"];

    private static readonly string[] _heads = ["head", "lm_head", "output", "embed_out"];
    private static readonly string[] _routers = ["router", "ffn_gate_inp", "ffn_gate_inp_shexp", "shared_expert_gate"];

    private static readonly string[] _vectors =
    [
        "bias", "inv_freq", "load", "e_score_correction_bias", "exp_probs_b", "sinks", "weight_scale", "input_scale",
        "weight_scale_inv", "weight_zero_point", "weight_shape", "scales", "qzeros", "g_idx", "absmax", "quant_map",
        "nested_absmax", "nested_quant_map", "bitsandbytes__nf4", "bitsandbytes__fp4", "rope_freqs", "ln_1", "ln_2",
        "ln_f", "enorm", "hnorm", "wpe",
    ];

    /// <summary>Reads a name.</summary>
    public static TensorPlace Of(string name)
    {
        var words = name.Split('.').Where(word => !_silent.Contains(word)).ToArray();
        if (words.Length == 0) return new(Component.Unknown, TensorRole.Other);
        var layer = Numbered(words, _layers);
        var last = words[^1] is "linear" && words.Length > 1 ? words[^2] : words[^1];
        if (last.EndsWith(Packed, StringComparison.Ordinal)) last = last[..^Packed.Length];
        var tower = words.Where(_towers.ContainsKey).Select(word => _towers[word]).FirstOrDefault(Component.Unknown);
        if (words[0] == "ahead") layer = Numbered(words, ["ahead"]);
        if (IsVector(last)) return new(Component.Norms, NormRole(words, last), layer);
        var place = InDecoder(words, last, layer);
        return tower == Component.Unknown ? place : place with { Component = tower, Expert = -1 };
    }

    private static TensorPlace InDecoder(string[] words, string last, int layer)
    {
        if (layer < 0 && _tokens.Contains(last)) return new(Component.Embedding, TensorRole.Tokens);
        if (layer < 0 && _heads.Contains(last)) return new(Component.Head, TensorRole.Tokens);
        if (_routers.Contains(last) || last == "gate" && words.Any(word => word is "mlp" or "block_sparse_moe"))
            return new(Component.Router, TensorRole.Router, layer);
        var isAttention = words.Any(word => word is "mixer" or "self_attn" or "attn" or "attention" or "self_attention")
            || last.StartsWith("attn_", StringComparison.Ordinal);
        if (last is "c_attn") return new(Component.Attention, TensorRole.Fused, layer, -1, true);
        if (last is "c_fc") return new(Component.Mlp, TensorRole.Up, layer, -1, true);
        if (last is "c_proj") return isAttention
            ? new(Component.Attention, TensorRole.Output, layer, -1, true)
            : new(Component.Mlp, TensorRole.Down, layer, -1, true);
        if (isAttention) return new(Component.Attention,
            last is "dense" or "proj" ? TensorRole.Output
            : last is not "gate" && _roles.TryGetValue(last, out var of) ? of : TensorRole.Other, layer);
        if (!_roles.TryGetValue(last, out var role)) return new(Component.Unknown, TensorRole.Other, layer);
        var isRouted = words.Contains("experts") || last.EndsWith("_exps", StringComparison.Ordinal);
        return role is TensorRole.Gate or TensorRole.Up or TensorRole.GateUp or TensorRole.Down
            ? new(isRouted ? Component.Experts : Component.Mlp, role, layer, Numbered(words, ["experts"]))
            : new(Component.Attention, role, layer);
    }

    private static bool IsVector(string last) => _vectors.Contains(last)
        || last.EndsWith("_scales", StringComparison.Ordinal) || last.EndsWith("_bias", StringComparison.Ordinal)
        || last.EndsWith("norm", StringComparison.Ordinal) || last.StartsWith("norm", StringComparison.Ordinal);

    private static TensorRole NormRole(string[] words, string last) => last switch
    {
        "norm" when words.Contains("mixer") => TensorRole.AttentionNorm,
        "norm" when words.Contains("channel") => TensorRole.ChannelNorm,
        "input_layernorm" or "attn_norm" or "ln_1" => TensorRole.AttentionNorm,
        "post_attention_layernorm" or "pre_feedforward_layernorm" or "ffn_norm" or "ln_2" => TensorRole.ChannelNorm,
        "q_norm" or "q_a_layernorm" or "attn_q_a_norm" => TensorRole.QueryNorm,
        "kv_norm" or "kv_a_layernorm" or "attn_kv_a_norm" => TensorRole.LatentNorm,
        _ => TensorRole.Vector,
    };

    /// <summary>The number behind one of some words; -1 without one.</summary>
    private static int Numbered(string[] words, string[] before)
    {
        for (var at = 0; at + 1 < words.Length; at++)
            if (before.Contains(words[at])
                && int.TryParse(words[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
        return -1;
    }
}
