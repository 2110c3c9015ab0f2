using Jaram.Architecture.Counting;
using Jaram.Exchange.Importing;

namespace Jaram.Exchange.Tests;

/// <summary>Numbers of published config.json files make designs of the published size.</summary>
public sealed class PublishedConfigTests
{
    private const string Common = """
        "hidden_act": "silu", "initializer_range": 0.02, "torch_dtype": "bfloat16", "transformers_version": "4.43.0",
        "use_cache": true, "bos_token_id": 1, "eos_token_id": [2, 3], "attention_dropout": 0.0, "attention_bias": false
        """;

    private const string Llama8B = """
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": 128256, "hidden_size": 4096,
        "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
        "max_position_embeddings": 131072, "rms_norm_eps": 1e-05, "tie_word_embeddings": false, "pretraining_tp": 1,
        "mlp_bias": false, "rope_theta": 500000.0, "rope_scaling": { "rope_type": "llama3", "factor": 8.0,
        "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192 }
        """;

    private const string Qwen8B = """
        "architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "vocab_size": 151936, "hidden_size": 4096,
        "intermediate_size": 12288, "num_hidden_layers": 36, "num_attention_heads": 32, "num_key_value_heads": 8,
        "head_dim": 128, "max_position_embeddings": 40960, "max_window_layers": 36, "rms_norm_eps": 1e-06,
        "rope_scaling": null, "rope_theta": 1000000, "sliding_window": null, "tie_word_embeddings": false,
        "use_sliding_window": false
        """;

    private const string V3 = """
        "architectures": ["DeepseekV3ForCausalLM"], "model_type": "deepseek_v3", "auto_map": {"AutoConfig": "x.Y"},
        "vocab_size": 129280, "hidden_size": 7168, "intermediate_size": 18432, "moe_intermediate_size": 2048,
        "num_hidden_layers": 61, "num_nextn_predict_layers": 1, "num_attention_heads": 128, "num_key_value_heads": 128,
        "n_shared_experts": 1, "n_routed_experts": 256, "ep_size": 1, "routed_scaling_factor": 2.5, "kv_lora_rank": 512,
        "q_lora_rank": 1536, "qk_rope_head_dim": 64, "v_head_dim": 128, "qk_nope_head_dim": 128,
        "topk_method": "noaux_tc", "n_group": 8, "topk_group": 4, "num_experts_per_tok": 8, "moe_layer_freq": 1,
        "first_k_dense_replace": 3, "norm_topk_prob": true, "scoring_func": "sigmoid", "seq_aux": true,
        "aux_loss_alpha": 0.001, "max_position_embeddings": 163840, "rms_norm_eps": 1e-06, "tie_word_embeddings": false,
        "rope_theta": 10000, "rope_scaling": { "type": "yarn", "factor": 40, "beta_fast": 32, "beta_slow": 1,
        "mscale": 1.0, "mscale_all_dim": 1.0, "original_max_position_embeddings": 4096 }
        """;

    private const string V2Lite = """
        "architectures": ["DeepseekV2ForCausalLM"], "model_type": "deepseek_v2", "vocab_size": 102400,
        "hidden_size": 2048, "intermediate_size": 10944, "moe_intermediate_size": 1408, "num_hidden_layers": 27,
        "num_attention_heads": 16, "num_key_value_heads": 16, "n_shared_experts": 2, "n_routed_experts": 64,
        "routed_scaling_factor": 1.0, "kv_lora_rank": 512, "q_lora_rank": null, "qk_rope_head_dim": 64,
        "v_head_dim": 128, "qk_nope_head_dim": 128, "topk_method": "greedy", "n_group": 1, "topk_group": 1,
        "num_experts_per_tok": 6, "moe_layer_freq": 1, "first_k_dense_replace": 1, "norm_topk_prob": false,
        "scoring_func": "softmax", "max_position_embeddings": 163840, "rms_norm_eps": 1e-06,
        "tie_word_embeddings": false, "rope_theta": 10000, "rope_scaling": { "type": "yarn", "factor": 40,
        "beta_fast": 32, "beta_slow": 1, "mscale": 0.707, "mscale_all_dim": 0.707,
        "original_max_position_embeddings": 4096 }
        """;

    [Theory]
    [InlineData("llama", Llama8B, 8_030_261_248)]
    [InlineData("qwen3", Qwen8B, 8_190_735_360)]
    [InlineData("deepseek-v3", V3, 671_026_404_352)]
    [InlineData("deepseek-v2", V2Lite, 15_706_484_224)]
    public void A_published_config_is_a_design_of_the_published_size(string family, string config, long parameters)
    {
        var (design, found, _) = Read(config);
        Assert.Equal(family, found.Name);
        Assert.Equal(parameters, Count.Of(design).Parameters);
    }

    [Fact]
    public void Deepseek_s_warmth_is_kept()
    {
        var rotary = Read(V2Lite).Design.Stack[0].Mixer.Rotary!;
        Assert.Equal(new YarnScaling
        {
            Factor = 40, OriginalContext = 4096, FastTurns = 32, SlowTurns = 1,
            Warmth = new() { Turned = 0.707, All = 0.707 },
        }, rotary.Scaling);
        Assert.Equal(RotaryLayout.Interleaved, rotary.Layout);
        Assert.Equal((3, 61, 1), (Read(V3).Described.DenseLayers, Read(V3).Described.Layers,
            Read(V3).Described.AheadLayers));
    }

    [Fact]
    public void Both_forms_of_rotary_keys_are_one()
    {
        var both = Llama8B + """
            , "rope_parameters": { "rope_type": "llama3", "rope_theta": 500000.0, "factor": 8.0, "low_freq_factor": 1.0,
            "high_freq_factor": 4.0, "original_max_position_embeddings": 8192 }
            """;
        Assert.Equal(Read(Llama8B).Design, Read(both).Design);
    }

    private static (Design Design, Families.Family Family, Families.Described Described) Read(string keys)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["config.json"], $"{{{Common}, {keys}}}");
        return HuggingFaceConfig.Read(folder["config.json"], "published");
    }
}
