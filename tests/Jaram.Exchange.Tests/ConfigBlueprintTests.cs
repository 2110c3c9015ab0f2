using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Tests;

/// <summary>Published configurations, as far as they are known, are read as the atlas describes those models.</summary>
public sealed class ConfigBlueprintTests
{
    private static readonly Dictionary<string, JsonObject> _configs =
        File.ReadLines(Checkout.At("tests/Jaram.Exchange.Tests/configs.jsonl")).Select(line => JsonNode.Parse(line)!)
            .ToDictionary(line => (string)line["name"]!, line => line["config"]!.AsObject());

    /// <summary>Keys that the sources of those entries leave open.</summary>
    private static readonly Dictionary<string, string[]> _unsaid = new()
    {
        ["Qwen3-Next-80B-A3B"] = ["context"], ["GLM-4.5"] = ["epsilon"], ["Kimi-Linear-48B-A3B"] = ["epsilon"],
        ["Solar-Open-100B"] = ["factor", "originalContext"], ["Falcon-7B"] = ["epsilon"], ["Falcon-40B"] = ["epsilon"],
        ["Jais-2-8B"] = ["theta"], ["Sarvam-105B"] = ["theta"], ["MiniCPM-2B"] = ["theta"],
    };

    public static TheoryData<string> Names { get; } = [.. _configs.Keys];

    /// <summary>Keys of those entries of which a published file says nothing.</summary>
    private static readonly Dictionary<string, string[]> _known = new() { ["Mamba2-2.7B"] = ["context"] };

    [Theory, MemberData(nameof(Names))]
    public void A_published_config_is_what_the_atlas_says_of_it(string name)
    {
        var (read, said) = (Text(Read(name)), Text(Atlas(name)));
        foreach (var key in _unsaid.GetValueOrDefault(name, [])) read = Without(read, key);
        foreach (var key in _known.GetValueOrDefault(name, [])) said = Without(said, key);
        Assert.Equal(said, read);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_published_config_counts_what_its_maker_says_within_a_hundredth(string name)
    {
        var (count, said) = (BlueprintCount.Of(Read(name)), Atlas(name).Published);
        if (said is null) return;                                               // its maker does not say
        var rows = File.ReadLines(Checkout.At("tests/Jaram.Architecture.Tests/Atlas/exceptions.tsv"));
        var known = rows.Select(row => row.Split('\t')).Where(row => row[0] == name).Select(row => row[1]).ToHashSet();
        var total = count.Parameters - (said.TotalHoldsAhead ? 0 : count.Ahead);
        var active = count.ActiveParameters - (said.ActiveLeavesEmbedding ? count.Embedding : 0);
        if (said.Total > 0 && !known.Contains("total")) Assert.InRange((double)total / said.Total, 0.99, 1.01);
        if (said.Active > 0 && !known.Contains("active")) Assert.InRange((double)active / said.Active, 0.99, 1.01);
    }

    [Fact]
    public void Turning_by_kind_of_layer_as_transformers_5_writes_it_is_read_alike()
    {
        var config = (JsonObject)_configs["Gemma-3-1B"].DeepClone();
        foreach (var key in (string[])["rope_theta", "rope_local_base_freq", "rope_scaling"]) config.Remove(key);
        config["rope_parameters"] = JsonNode.Parse("""
            { "full_attention": { "rope_type": "default", "rope_theta": 1000000 },
              "sliding_attention": { "rope_type": "default", "rope_theta": 10000 } }
            """);
        Assert.Equal(Text(Read("Gemma-3-1B")), Text(Read("Gemma-3-1B", config)));
    }

    [Fact]
    public void A_block_that_blueprints_cannot_say_is_named()
    {
        var config = (JsonObject)_configs["Llama-3.3-Nemotron-Super-49B-v1"].DeepClone();
        config["block_configs"]![6]!["attention"]!["replace_with_linear"] = true;
        var refusal = Assert.Throws<Checkpoints.CheckpointException>(
            () => Read("Llama-3.3-Nemotron-Super-49B-v1", config));
        Assert.Contains("\"replace_with_linear\" is true, expected false, as blueprints have no layer that is one "
            + "matrix", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_model_type_that_is_read_stands_here() =>
        Assert.Equal(ConfigBlueprint.ModelTypes.Except(["qwen3_5_text", "qwen3_5_moe_text", "glm_moe_dsa", "cohere2",
                "hyperclovax", "sarvam_moe"]),                                  // no source prints a file of these
            _configs.Values.Select(config => (string)config["model_type"]!).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Of_a_model_that_sees_the_part_that_reads_text_is_read()
    {
        var whole = new JsonObject
        {
            ["model_type"] = "gemma3", ["vision_config"] = new JsonObject { ["hidden_size"] = 1152 },
            ["text_config"] = _configs["Gemma-3-1B"].DeepClone(),
        };
        Assert.Equal(Text(Read("Gemma-3-1B")), Text(Read("Gemma-3-1B", whole)));
    }

    [Fact]
    public void Of_four_layers_of_the_second_Cohere_three_read_a_window_and_one_has_no_positions()
    {
        var config = (JsonObject)_configs["Aya-23-8B"].DeepClone();
        (config["model_type"], config["sliding_window"], config["sliding_window_pattern"]) = ("cohere2", 4096, 4);
        var model = Read("Aya-23-8B", config);
        Assert.Equal("8*(3*local full)", model.Pattern);
        Assert.Equal((4096, true), (Mixer(model, "local").Window, Mixer(model, "local").Rotary is not null));
        Assert.Equal((0, true), (Mixer(model, "full").Window, Mixer(model, "full").Rotary is null));

        static SoftmaxMixer Mixer(Blueprint model, string layer) => (SoftmaxMixer)model.Layers[layer].Mixer!;
    }

    [Theory]
    [InlineData("Falcon-7B", "alibi", "true", "'alibi' is true, expected false")]
    [InlineData("Falcon-40B", "n_head_kv", "1", "'n_head_kv' is 1, expected 8, as num_kv_heads says")]
    [InlineData("Phi-2", "qk_layernorm", "true", "'qk_layernorm' is true, expected false")]
    [InlineData("Llama-4-Scout-17B-16E-Instruct", "no_rope_layers", "[0, 1]",
        "'no_rope_layers' is 'a list of 2', expected 48 numbers")]
    [InlineData("Llama-3.1-8B", "attention_temperature", "0.5",
        "'attention_temperature' is 0.5, a key that Jaram does not know")]
    [InlineData("Llama-3.1-8B", "sliding_windows", "[128, 0]",
        "'sliding_windows' is a list of 2, a key that Jaram does not")]
    [InlineData("Llama-3.1-8B", "model_type", "\"lama\"", "'model_type' is 'lama', expected one of apertus, axk1,")]
    [InlineData("Llama-3.1-8B", "num_key_value_heads", "7",
        "heads must be a multiple of keyValueHeads (7), got 32; use 28 or 35")]
    [InlineData("Llama-3.1-8B", "num_attention_heads", "33",
        "'num_attention_heads' is 33, expected a divisor of hidden_size (4096)")]
    [InlineData("Llama-3.1-8B", "rope_parameters", "{\"rope_type\": \"llama3\", \"rope_theta\": 10000, \"factor\": 8, "
        + "\"original_max_position_embeddings\": 8192}",
        "'rope_theta' is 500000, expected 10000, as rope_parameters says")]
    [InlineData("Llama-3.1-8B", "hidden_size", "\"wide\"", "'hidden_size' is 'wide', expected a whole number")]
    [InlineData("Llama-3.1-8B", "vocab_size", "null", "'vocab_size' is missing, expected a whole number")]
    [InlineData("DeepSeek-V3", "num_key_value_heads", "64", "'num_key_value_heads' is 64, expected 128")]
    [InlineData("DeepSeek-V3", "qk_head_dim", "128", "'qk_head_dim' is 128, expected 192")]
    [InlineData("DeepSeek-V3", "topk_group", "9", "activeGroups must be at most groups (8), got 9")]
    [InlineData("DeepSeek-V3", "num_experts_per_tok", "257", "active must be at most experts (256), got 257")]
    [InlineData("Kimi-K2-Instruct", "topk_group", "2", "'topk_group' is 2, expected at most n_group (1)")]
    [InlineData("K-EXAONE-236B-A23B", "num_hidden_layers", "47", "'layer_types' is 'a list of 48', expected 47 words")]
    [InlineData("K-EXAONE-236B-A23B", "sliding_window_pattern", "\"LG\"",
        "'layer_types' is 'sliding_attention in layer 1', expected full_attention, as sliding_window_pattern says")]
    [InlineData("K-EXAONE-236B-A23B", "first_k_dense_replace", "2",
        "'is_moe_layer' is 'True in layer 1', expected dense")]
    [InlineData("A.X-K2-Light", "first_k_dense_replace", "3",
        "'mlp_layer_types' is 'sparse in layer 1', expected dense, as first_k_dense_replace (3) says")]
    [InlineData("GPT-2-124M", "n_ctx", "2048", "'n_ctx' is 2048, expected 1024, as n_positions says")]
    [InlineData("GPT-2-124M", "hidden_size", "768", "'n_embd' is 768, expected no such key beside 'hidden_size'")]
    [InlineData("gpt-oss-120b", "experts_per_token", "8",
        "'num_experts_per_tok' is 4, expected 8, as experts_per_token says")]
    [InlineData("Kimi-Linear-48B-A3B", "linear_attn_config", "{\"full_attn_layers\": [4], \"kda_layers\": [4], "
        + "\"head_dim\": 128, \"num_heads\": 32, \"short_conv_kernel_size\": 4}",
        "'kda_layers' is 'without layer 1', expected every layer in it or in full_attn_layers, and in one only")]
    [InlineData("gemma-4-31B", "hidden_size_per_layer_input", "256",
        "'hidden_size_per_layer_input' is 256, expected 0, as blueprints have no embeddings of single layers")]
    [InlineData("gemma-4-31B", "num_kv_shared_layers", "20",
        "'num_kv_shared_layers' is 20, expected 0, as blueprints have no keys and values that layers share")]
    [InlineData("gemma-4-31B", "use_bidirectional_attention", "\"all\"",
        "'use_bidirectional_attention' is 'all', expected 'vision'")]
    [InlineData("gemma-4-31B", "num_hidden_layers", "59", "'layer_types' is 'a list of 60', expected 59 words")]
    [InlineData("gemma-4-31B", "rope_parameters", "{\"sliding_attention\": {\"rope_theta\": 10000}, \"odd\": {}}",
        "'odd' is an object, a key that Jaram does not know")]
    [InlineData("gemma-4-26B-A4B", "top_k_experts", "129", "active must be at most experts (128), got 129")]
    [InlineData("Nemotron-3-Nano-30B-A3B", "hybrid_override_pattern", "\"ME\"",
        "'hybrid_override_pattern' is '2 letters', expected 52, one for each layer")]
    [InlineData("Nemotron-H-56B-Base-8K", "use_conv_bias", "false",
        "'use_conv_bias' is false, expected true, as the convolution has a shift")]
    [InlineData("Nemotron-3-Ultra-550B-A55B", "mtp_layers_block_type", "[\"moe\", \"attention\"]",
        "'mtp_layers_block_type' is 'moe, attention', expected mamba or attention, and then mlp or moe")]
    [InlineData("Nemotron-3-Ultra-550B-A55B", "layers_block_type", "[\"mamba\", \"lstm\"]",
        "'layers_block_type' is 'lstm', expected M, *, - and E")]
    [InlineData("Nemotron-3-Ultra-550B-A55B", "hybrid_override_pattern", "\"ME\"",
        "'hybrid_override_pattern' is '2 letters', expected 108, one for each layer")]
    [InlineData("Falcon-H1-0.5B", "mamba_n_heads", "25",
        "'mamba_n_heads' is 25, expected 1536 over mamba_d_head (64), as mamba_d_ssm says")]
    [InlineData("Mamba2-2.7B", "num_heads", "79", "'num_heads' is 79, expected 5120 over head_dim (64)")]
    [InlineData("DeepSeek-V4-Flash", "compress_ratios", "[0]",
        "'compress_ratios' is 'a list of 1', expected 43 numbers")]
    [InlineData("MiniMax-M3", "moe_layer_freq", "[0, 1]", "'moe_layer_freq' is 'a list of 2', expected 60 numbers")]
    [InlineData("MiMo-V2-Flash", "sliding_window_size", "64",
        "'sliding_window' is 128, expected 64, as sliding_window_size says")]
    [InlineData("Llama-3.3-Nemotron-Super-49B-v1", "block_configs", "[]",
        "'block_configs' is 'a list of 0', expected 80, as num_hidden_layers says")]
    [InlineData("EXAONE-3.0-7.8B-Instruct", "num_hidden_layers", "32",
        "'num_layers' is 32, expected no such key beside 'num_hidden_layers'")]
    public void A_wrong_config_is_refused_by_name_with_both_values(string model, string key, string value, string says)
    {
        var config = (JsonObject)_configs[model].DeepClone();
        config[key] = JsonNode.Parse(value);
        var refusal = Assert.ThrowsAny<Exception>(() => Read(model, config));
        Assert.True(refusal is Checkpoints.CheckpointException or Architecture.DesignException, refusal.ToString());
        Assert.Contains("config.json: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(says, refusal.Message.Replace('"', '\''), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory, MemberData(nameof(Names))]
    public void No_key_is_dropped_in_silence(string name)
    {
        var config = (JsonObject)_configs[name].DeepClone();
        config["a_key_of_tomorrow"] = 1;
        var refusal = Assert.Throws<Checkpoints.CheckpointException>(() => Read(name, config));
        Assert.Contains("\"a_key_of_tomorrow\"", refusal.Message, StringComparison.Ordinal);
    }

    private static string Without(string json, string key) =>
        Regex.Replace(json, $",?\n *\"{key}\": [^,\n]*", "", RegexOptions.None);

    private static string Text(Blueprint model) => System.Text.Encoding.UTF8.GetString((model with
    {
        Layers = model.Layers, Pattern = Blueprint.PatternOf(model.Order),
    }).Write());

    private static Blueprint Atlas(string name) =>
        Blueprint.Read(File.ReadAllBytes(Checkout.At($"atlas/{name.ToLowerInvariant()}.json")), name);

    private static Blueprint Read(string name, JsonObject? config = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["config.json"], (config ?? _configs[name]).ToJsonString());
        var said = Atlas(name);
        return ConfigBlueprint.Read(folder["config.json"], name) with
        {
            Source = said.Source, Confidence = said.Confidence, Maker = said.Maker, Country = said.Country,
            Released = said.Released, DatedBy = said.DatedBy, ModelCard = said.ModelCard, Notes = said.Notes,
            Assumed = said.Assumed, Published = said.Published, Made = said.Made, CodeParents = said.CodeParents,
        };
    }
}
