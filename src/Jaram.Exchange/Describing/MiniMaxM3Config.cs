// MiniMax M3: above a few dense layers attention reads the blocks that an indexer chooses, and networks are mixtures.
// Source: MiniMaxAI/MiniMax-M3, config.json.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>MiniMax M3, the part that reads text.</summary>
internal sealed class MiniMaxM3Config : ConfigFamily
{
    private const string Sparse = "sparse_attention_config", Freq = "moe_layer_freq", Indexed = "sparse_attention_freq";
    private const double Slope = 1.702;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["minimax_m3"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var facts = config.Facts;
        facts.Must("hidden_act", "swigluoai", "MiniMax M3 is computed");
        facts.Must("swiglu_alpha", Slope, "MiniMax M3 is computed");
        facts.Must("attention_output_gate", false, "no published model of the family has it");
        facts.Must("qk_norm_type", "per_head", "each head is normalised by itself");
        facts.Must("scoring_func", "sigmoid", "MiniMax M3 is computed");
        facts.PassOver("num_mtp_modules");                      // more are declared than num_nextn_predict_layers gives
        var model = base.Read(config, name);
        var sparse = facts.Inner(Sparse);
        sparse.Must("use_sparse_attention", true, "the list of layers says so");
        sparse.Must("sparse_score_type", "max", "MiniMax M3 is computed");
        sparse.PassOver("sparse_init_block", "sparse_local_block", "sparse_disable_index_value");
        sparse.RefuseOthers(new HashSet<string>());
        return model with { Ahead = config.Ahead("num_nextn_predict_layers", model.Order[^1]) };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer)
    {
        var sparse = config.Facts.Inner(Sparse);
        var mixer = config.Attention() with
        {
            QueryKeyNorm = config.Facts.Flag("use_qk_norm", true) ? QueryKeyNorm.Head : QueryKeyNorm.None,
        };
        if (!config.IsOn(sparse, Indexed, layer)) return ("full", mixer);
        var (blocks, block) = (sparse.Whole("sparse_topk_blocks"), sparse.Whole("sparse_block_size"));
        return ("sparse", mixer with
        {
            Indexer = new()
            {
                Heads = sparse.Whole("sparse_num_index_heads"), HeadDim = sparse.Whole("sparse_index_dim"),
                Tokens = blocks * block, Block = block,
            },
        });
    }

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer)
    {
        var facts = config.Facts;
        var (shared, hidden) = (facts.Whole("n_shared_experts", 0), facts.Whole("intermediate_size"));
        var together = facts.Whole("shared_intermediate_size", hidden * shared);
        var expert = Network(config, hidden);
        if (!config.IsOn(facts, Freq, layer))
            return ("dense", Network(config, facts.Whole("dense_intermediate_size")));
        return ("experts", new MixtureChannel
        {
            Experts = facts.Whole("num_local_experts"), Active = facts.Whole("num_experts_per_tok"), Expert = expert,
            Shared = shared, SharedHidden = together == hidden * shared ? 0 : together, Scoring = Scoring.Sigmoid,
            BalancedByBias = facts.Flag("use_routing_bias", true), NormalizeWeights = true,
            Scale = facts.Real("routed_scaling_factor", 1),
        });
    }

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) =>
        base.Norm(config) with { GainLessOne = config.Facts.Flag("use_gemma_norm", false) };

    private static MlpChannel Network(Decoder config, int hidden) => new()
    {
        Hidden = hidden, Bend = Bend.SwigluOai, Gate = ChannelGate.Hidden, Clamp = config.Facts.Real("swiglu_limit", 0),
    };
}
