using System.Text;
using System.Text.Json.Nodes;
using Jaram.Exchange.Exporting;
using Jaram.Exchange.Importing;

namespace Jaram.Exchange.Tests;

/// <summary>Models made to harm, or to compute something else: each is refused in one line that names what is wrong.</summary>
public sealed class HostileTests
{
    public static TheoryData<string, string, string, string> Configs => new()
    {
        { "llama", "model_type", "\"gemma3\"", "\"model_type\" is \"gemma3\", expected one of llama, qwen3" },
        { "llama", "model_type", "", "\"model_type\" is missing" },
        { "llama", "architectures", """["LlamaForSequenceClassification"]""", "expected LlamaForCausalLM alone" },
        { "llama", "architectures", """[1]""", "expected a list of texts" },
        { "llama", "hidden_act", "\"gelu\"", "\"hidden_act\" is \"gelu\", expected \"silu\"" },
        { "llama", "attention_bias", "true", "\"attention_bias\" is true, expected false" },
        { "llama", "mlp_bias", "true", "\"mlp_bias\" is true" },
        { "llama", "quantization_config", "{}", "\"quantization_config\"" },
        { "llama", "attn_logit_softcapping", "50.0", "\"attn_logit_softcapping\" is 50, a key that Jaram does not know" },
        { "llama", "use_sliding_window", "true", "\"use_sliding_window\" is true" },
        { "llama", "layer_types", """["full_attention", "sliding_attention"]""", "is \"sliding_attention\", expected full" },
        { "llama", "rope_theta", "20000.0", "\"rope_theta\" is 20000, expected 500000, as rope_parameters says" },
        { "llama", "rope_scaling", """{"type": "linear", "factor": 2.0}""", "expected the same as rope_parameters" },
        { "llama", "rope_parameters", """{"rope_type": "longrope", "rope_theta": 500000.0}""", "is \"longrope\", expected" },
        { "llama", "rope_parameters", """{"rope_type": "default", "rope_theta": 500000.0, "x": 1}""", "\"x\" is 1, a key" },
        { "llama", "rope_parameters", """{"rope_theta": 500000.0, "partial_rotary_factor": 0.5}""", "expected 1" },
        { "llama", "rope_parameters", """{"rope_type": "yarn", "rope_theta": 500000.0, "factor": 2.0, "mscale": 1.0}""",
            "both or neither" },
        { "llama", "vocab_size", "299.5", "\"vocab_size\" is 299.5, expected a whole number" },
        { "llama", "vocab_size", "-1", "\"vocab_size\" is -1, expected a whole number" },
        { "llama", "vocab_size", "1e300", "\"vocab_size\" is 1E+300" },
        { "llama", "vocab_size", "\"300\"", "\"vocab_size\" is \"300\"" },
        { "llama", "vocab_size", "301", "should be [301, 24] by its description" },
        { "llama", "hidden_size", "0", "must be positive, got 0" },
        { "llama", "num_attention_heads", "0", "must be positive, got 0" },
        { "llama", "num_attention_heads", "3", "heads must be a multiple of keyValueHeads (2), got 3" },
        { "llama", "num_hidden_layers", "2147483647", "must name at most 4096 layers" },
        { "llama", "num_hidden_layers", "4", "tensor \"model.layers.3.input_layernorm.weight\" is missing" },
        { "llama", "num_hidden_layers", "2", "has 9 tensors that its description does not call for" },
        { "llama", "tie_word_embeddings", "true", "tensor \"lm_head.weight\" f32 [300, 24] is" },
        { "llama", "tie_word_embeddings", "1", "\"tie_word_embeddings\" is 1, expected true or false" },
        { "llama", "rms_norm_eps", "", "\"rms_norm_eps\" is missing" },
        { "llama", "rms_norm_eps", "0", "epsilon must be positive" },
        { "llama", "head_dim", "7", "dim must be even, got 7" },
        { "qwen3", "use_qk_norm", "false", "\"use_qk_norm\" is false, a key that Jaram does not know" },
        { "deepseek-v3", "rms_norm_eps", "1e-5", "expected 1E-06, as the norms of latents have that" },
        { "deepseek-v3", "scoring_func", "\"softmax\"", "\"scoring_func\" is \"softmax\"" },
        { "deepseek-v3", "topk_method", "\"greedy\"", "\"topk_method\" is \"greedy\", expected \"noaux_tc\"" },
        { "deepseek-v3", "moe_layer_freq", "2", "\"moe_layer_freq\" is 2" },
        { "deepseek-v3", "n_routed_experts", "2000000000", "\"n_routed_experts\" is 2000000000, expected 1 to 4096" },
        { "deepseek-v3", "n_routed_experts", "0", "expected 1 to 4096" },
        { "deepseek-v3", "num_experts_per_tok", "7", "active must be at most experts" },
        { "deepseek-v3", "n_group", "4", "experts must be a multiple of groups (4)" },
        { "deepseek-v3", "num_nextn_predict_layers", "1", "has 1 modules that look further ahead" },
        { "deepseek-v3", "index_topk", "2048", "\"index_topk\" is 2048, a key that Jaram does not know" },
        { "deepseek-v3", "qk_rope_head_dim", "3", "must be even" },
        { "deepseek-v3", "norm_topk_prob", "", "\"norm_topk_prob\" is missing" },
        { "deepseek-v2", "norm_topk_prob", "true", "\"norm_topk_prob\" is true, expected false" },
        { "deepseek-v2", "topk_method", "\"best\"", "expected greedy or group_limited_greedy" },
    };

    [Theory, MemberData(nameof(Configs))]
    public void A_config_that_computes_something_else_is_refused(string name, string key, string value, string says)
    {
        using var folder = new TemporaryFolder();
        var path = Written(folder, name);
        var config = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        if (value == "") config.Remove(key);
        else config[key] = JsonNode.Parse(value);
        File.WriteAllText(path, config.ToJsonString());
        Refused(folder["hf"], says);
    }

    public static TheoryData<string, string> Texts => new()
    {
        { "", "is not JSON" },
        { "[]", "must hold an object, found Array" },
        { "{\"a\":1,\"\\u0061\":2}", "is not JSON" },
        { "{\"a\":" + new string('[', 100) + new string(']', 100) + "}", "is not JSON" },
        { "{\"model_type\":\"\\ud800\"}", "no Unicode" },
        { "{\"model_type\":\"llama\"", "is not JSON" },
    };

    [Theory, MemberData(nameof(Texts))]
    public void A_config_that_is_none_is_refused(string text, string says)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Written(folder, "llama"), text);
        Refused(folder["hf"], says);
    }

    [Theory]
    [InlineData("""{"weight_map": {"lm_head.weight": "../m.safetensors"}}""", "only .safetensors files beside it are read")]
    [InlineData("""{"weight_map": {"lm_head.weight": "model.bin"}}""", "only .safetensors files beside it are read")]
    [InlineData("""{"weight_map": {"lm_head.weight": 1}}""", "must name a file")]
    [InlineData("""{"weight_map": {"no.such": "model.safetensors"}}""", "tensor \"no.such\" is in none of its files")]
    [InlineData("""{"weight_map": {"lm_head.weight": "model.safetensors"}}""", "which its files hold")]
    [InlineData("""{"weight_map": []}""", "has no weight_map")]
    [InlineData("""{}""", "has no weight_map")]
    public void An_index_that_lies_is_refused(string index, string says)
    {
        using var folder = new TemporaryFolder();
        Written(folder, "llama");
        File.WriteAllText(Path.Combine(folder["hf"], "model.safetensors.index.json"), index);
        Refused(folder["hf"], says);
    }

    [Fact]
    public void Pickles_and_strangers_are_never_opened()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["m.bin", "m.pt", "m.CKPT", "m.pkl", "m.pth"])
        {
            File.WriteAllBytes(folder[name], [0x80, 4]);
            Refused(folder[name], "is a pickle, which can run code and is never loaded");
        }
        Directory.CreateDirectory(folder["hf"]);
        File.WriteAllBytes(Path.Combine(folder["hf"], "pytorch_model.bin"), [0x80, 4]);
        Refused(folder["hf"], "is a pickle, which can run code");
        Refused(folder["no.txt"], "is neither a folder with config.json nor a .gguf file");
    }

    public static TheoryData<string, Action<GgufMetadata>, string> GgufKeys => new()
    {
        { "llama", m => m.Add("llama.attn_logit_softcapping", 50f), "\"attn_logit_softcapping\" is 50, a key" },
        { "llama", m => m.Add("llama.expert_count", 8u), "\"expert_count\" is 8, expected 0" },
        { "llama", m => m.Add("split.count", (ushort)3), "the model is split into 3 files" },
        { "llama", m => m.Add("llama.rope.scaling.type", "longrope"), "\"rope.scaling.type\" is \"longrope\"" },
        { "deepseek-v3", m => m.Add("deepseek2.nextn_predict_layers", 1u), "has 1 modules that look further ahead" },
        { "deepseek-v2", m => m.Add("deepseek2.expert_group_count", 3u), "files do not tell" },
    };

    [Theory, MemberData(nameof(GgufKeys))]
    public void A_gguf_file_that_computes_something_else_is_refused(string name, Action<GgufMetadata> change, string says)
    {
        using var folder = new TemporaryFolder();
        var model = RoundTripTests.Exported(Sample.All[name], Format.Gguf);
        var metadata = GgufFile.Metadata(model, GgufType.F32, "tiny");
        change(metadata);
        var theirs = model.Theirs;
        using (var file = File.Create(folder["m.gguf"]))
        {
            var bytes = new ConvertedBytes(theirs);
            var byName = theirs.Tensors.ToDictionary(t => t.Name);
            GgufWriter.Write(file, metadata, [.. theirs.Tensors.Select(t => new GgufTensor(t.Name, GgufType.F32, t.Shape.AsSpan()))],
                (tensor, from) => bytes.Next(byName[tensor.Name], tensor.Type.Blocks, from));
        }
        Refused(folder["m.gguf"], says);
    }

    [Fact]
    public void A_mutant_of_a_folder_or_file_is_refused_or_read()
    {
        const int Mutants = 1500;
        var wanted = int.Parse(Environment.GetEnvironmentVariable("JARAM_LONG") ?? $"{Mutants}", null);
        var (random, accepted) = (new Random(20262), 0);
        using var folder = new TemporaryFolder();
        var config = Encoding.UTF8.GetBytes(File.ReadAllText(Written(folder, "deepseek-v3")));
        GgufFile.Write(folder["good.gguf"], RoundTripTests.Exported(Sample.All["deepseek-v3"], Format.Gguf), GgufType.F32, "t");
        var file = File.ReadAllBytes(folder["good.gguf"]);
        for (var i = 0; i < wanted; i++)
        {
            var path = i % 2 == 0 ? folder["hf"] : folder["m.gguf"];
            if (i % 2 == 0) File.WriteAllBytes(Path.Combine(path, "config.json"), Mutate(config, config.Length, random));
            else File.WriteAllBytes(path, Mutate(file, 6000, random));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using var read = ImportedModel.Open(path, "read", AheadModules.Refuse);
                accepted++;
            }
            catch (Exception e) when (e is CheckpointException or DesignException)
            {
                Assert.DoesNotContain(e.Message, char.IsControl);
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L << 20);
        }
        Assert.InRange(accepted, 1, wanted - 1);
    }

    private static byte[] Mutate(byte[] seed, int within, Random random)
    {
        var bytes = (byte[])seed.Clone();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(within);
            bytes[at] = random.Next(3) switch
            {
                0 => (byte)(bytes[at] ^ 1 << random.Next(8)),
                1 => "0123456789-.,:[]{}\" e\\"u8[random.Next(21)],
                _ => (byte)random.Next(256),
            };
        }
        return bytes;
    }

    /// <returns>The path of config.json.</returns>
    private static string Written(TemporaryFolder folder, string name)
    {
        HuggingFaceFolder.Write(folder["hf"], RoundTripTests.Exported(Sample.All[name], Format.HuggingFace), GgufType.F32,
            new("tiny", "", [], "a test"));
        return Path.Combine(folder["hf"], "config.json");
    }

    private static void Refused(string path, string says)
    {
        var error = Assert.ThrowsAny<Exception>(() => ImportedModel.Open(path, "read", AheadModules.Refuse).Dispose());
        Assert.True(error is CheckpointException or DesignException, error.ToString());
        Assert.True(error.Message.Contains(says, Ordinal), error.Message);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
