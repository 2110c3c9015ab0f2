// DeepSeek V4: keys and values compressed behind a window, several streams, experts that the token's id chooses in the
// first layers.
// Source: huggingface/transformers, models/deepseek_v4; deepseek-ai/DeepSeek-V4-Flash, config.json.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Atlas.Residuals;
using Jaram.Architecture.Blocks;

namespace Jaram.Exchange.Describing;

/// <summary>DeepSeek V4, with the keys that its makers publish.</summary>
internal sealed class DeepSeekV4Config : ConfigFamily
{
    private const string Ratios = "compress_ratios";
    private const int Sparse = 4, Heavy = 128, AheadNorms = 3;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["deepseek_v4"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var facts = config.Facts;
        var ahead = facts.Whole("num_nextn_predict_layers", 0);
        if (facts.Numbers(Ratios).Count is var ratios && ratios != config.Layers && ratios != config.Layers + ahead)
            throw facts.Wrong(Ratios, $"a list of {ratios}", $"{config.Layers} numbers, as num_hidden_layers says, or "
                + $"{config.Layers + ahead} with the modules ahead");
        facts.Must("attention_bias", false, "the family has no biases here");
        facts.Must("num_key_value_heads", 1, "one head serves as key and value");
        facts.Must("topk_method", "noaux_tc", "a bias of each expert balances the loads");
        facts.PassOver("expert_dtype", "hc_eps");
        var model = base.Read(config, name);
        if (ahead == 0) return model;
        // Its place in the list says what its attention is; where the list ends before, it reads a window.
        var (kind, mixer) = MixerOf(config, facts.Numbers(Ratios).Skip(config.Layers).FirstOrDefault());
        var layer = model.Stack[^1] with { Mixer = mixer, Channel = Mixture(config, isById: false) };
        return model with
        {
            Layers = model.Layers.SetItem($"{kind}-experts", layer),
            Ahead = new() { Depth = ahead, Layer = $"{kind}-experts", Norms = AheadNorms },
        };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer) =>
        MixerOf(config, config.Facts.Numbers(Ratios)[layer]);

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer)
    {
        var isById = layer < config.Facts.Whole("num_hash_layers", 0);
        return (isById ? "hashed" : "experts", Mixture(config, isById));
    }

    /// <inheritdoc/>
    protected override ResidualScheme? Residual(Decoder config) => new HyperConnections
        { Streams = config.Facts.Whole("hc_mult"), SinkhornSteps = config.Facts.Whole("hc_sinkhorn_iters") };

    private static (string Name, Mixer Mixer) MixerOf(Decoder config, int ratio)
    {
        var facts = config.Facts;
        var (dim, turned) = (facts.Whole("head_dim"), facts.Whole("qk_rope_head_dim"));
        var scaled = ConfigRope.Read(config, turned, RotaryLayout.Interleaved);
        var plain = new CompressedMixer
        {
            Heads = config.Heads, HeadDim = dim, QueryRank = facts.Whole("q_lora_rank"),
            OutputGroups = facts.Whole("o_groups"), OutputRank = facts.Whole("o_lora_rank"),
            Window = facts.Whole("sliding_window"), Sinks = true,
            Rotary = new() { Dim = turned, Theta = scaled.Theta, Layout = RotaryLayout.Interleaved },
        };
        var compressed = plain with
            { Ratio = ratio, Rotary = scaled with { Theta = facts.Real("compress_rope_theta", scaled.Theta) } };
        var indexer = new Indexer
        {
            Heads = facts.Whole("index_n_heads"), HeadDim = facts.Whole("index_head_dim"),
            Tokens = facts.Whole("index_topk"),
        };
        return ratio switch
        {
            0 => ("window", plain),
            Sparse => ("indexed", compressed with { Overlap = true, Indexer = indexer }),
            Heavy => ("heavy", compressed),
            _ => throw facts.Wrong(Ratios, (double)ratio, $"0, {Sparse} or {Heavy}"),
        };
    }

    private static MixtureChannel Mixture(Decoder config, bool isById)
    {
        var facts = config.Facts;
        return new()
        {
            Experts = facts.Whole("n_routed_experts"), Active = facts.Whole("num_experts_per_tok"),
            Expert = config.Gated(facts.Whole("moe_intermediate_size")) with { Clamp = facts.Real("swiglu_limit", 0) },
            Shared = facts.Whole("n_shared_experts", 0), ChosenById = isById, BalancedByBias = !isById,
            NormalizeWeights = facts.Flag("norm_topk_prob", true), Scale = facts.Real("routed_scaling_factor", 1),
            Scoring = facts.Text("scoring_func", "sqrtsoftplus") switch
            {
                "sqrtsoftplus" => Scoring.SqrtSoftplus,
                "sigmoid" => Scoring.Sigmoid,
                "softmax" => Scoring.Softmax,
                var other => throw facts.Wrong("scoring_func", other, "sqrtsoftplus, sigmoid or softmax"),
            },
        };
    }
}
