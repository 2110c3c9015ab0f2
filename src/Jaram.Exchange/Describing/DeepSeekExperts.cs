// The mixture of experts that DeepSeek began and many took over, with its keys.
// Source: huggingface/transformers, models/deepseek_v2, deepseek_v3, glm4_moe, exaone_moe.

using Jaram.Architecture.Atlas.Channels;

namespace Jaram.Exchange.Describing;

/// <summary>Reads DeepSeek's experts.</summary>
internal static class DeepSeekExperts
{
    /// <summary>Experts, or a dense network in the first layers.</summary>
    /// <param name="config">The file.</param>
    /// <param name="layer">Which layer.</param>
    /// <param name="usualDense">Dense layers at the bottom, if the file does not say.</param>
    public static (string Name, Channel Channel) Read(Decoder config, int layer, int usualDense)
    {
        var facts = config.Facts;
        var (first, step) = (facts.Whole("first_k_dense_replace", usualDense), facts.Whole("moe_layer_freq", 1));
        string ByCount(int i) => i < first || i % Math.Max(1, step) != 0 ? "dense" : "sparse";
        var word = config.WordOf("mlp_layer_types", layer, ByCount);
        if (word != ByCount(layer) && facts.Has("first_k_dense_replace"))
            throw facts.Wrong("mlp_layer_types", $"{word} in layer {layer}",
                $"{ByCount(layer)}, as first_k_dense_replace ({first}) says");
        CheckFlags(config, layer, word);
        var dense = facts.Whole("intermediate_size", 0);
        return word switch
        {
            "dense" => ("dense", config.Gated(dense)),
            "sparse" => ("experts", Mixture(config)),
            _ => throw facts.Wrong("mlp_layer_types", word, "dense or sparse"),
        };
    }

    private static void CheckFlags(Decoder config, int layer, string word)
    {
        var flags = config.Facts.Flags("is_moe_layer");
        if (flags.Count > layer && flags[layer] != (word == "sparse"))
            throw config.Facts.Wrong("is_moe_layer", $"{flags[layer]} in layer {layer}", $"{word}, as other keys say");
    }

    private static MixtureChannel Mixture(Decoder config)
    {
        var facts = config.Facts;
        config.Agree("n_routed_experts", "num_experts");
        config.Agree("n_shared_experts", "num_shared_experts");
        var scoring = Scored(config);
        var method = facts.Text("topk_method", "");
        var (groups, active) = config.Groups;
        return new()
        {
            Experts = facts.Whole(facts.Has("n_routed_experts") ? "n_routed_experts" : "num_experts"),
            Active = facts.Whole("num_experts_per_tok"), Expert = config.Gated(facts.Whole("moe_intermediate_size")),
            Shared = facts.Whole(facts.Has("n_shared_experts") ? "n_shared_experts" : "num_shared_experts", 0),
            Scoring = scoring, BalancedByBias = scoring == Scoring.Sigmoid && method is "" or "noaux_tc",
            Groups = groups, ActiveGroups = active, NormalizeWeights = facts.Flag("norm_topk_prob", true),
            Scale = facts.Real("routed_scaling_factor", 1),
        };
    }

    private static Scoring Scored(Decoder config)
    {
        var usual = config.ModelType is "deepseek" or "deepseek_v2" ? "softmax" : "sigmoid";
        return config.Facts.Text("scoring_func", usual) switch
        {
            "sigmoid" => Scoring.Sigmoid,
            "softmax" => Scoring.Softmax,
            var other => throw config.Facts.Wrong("scoring_func", other, "sigmoid or softmax"),
        };
    }
}
