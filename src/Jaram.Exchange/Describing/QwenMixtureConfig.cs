// Qwen's mixtures of experts on grouped heads.
// Source: huggingface/transformers, models/qwen2_moe, qwen3_moe.

using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Softmax routing, a shared expert behind a gate in Qwen 2.</summary>
internal sealed class QwenMixtureConfig : ConfigFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["qwen2_moe", "qwen3_moe"];

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        config.Facts.Must("use_sliding_window", false, "no published model of the family has windows");
        _ = (config.Facts.Whole("sliding_window", 0), config.Facts.Whole("max_window_layers", 0));
        var isFirst = config.ModelType == "qwen2_moe";
        return ("full", config.Attention(isFirst && config.Facts.Flag("qkv_bias", true)
            ? AttentionBias.Inputs
            : AttentionBias.None) with { QueryKeyNorm = isFirst ? QueryKeyNorm.None : QueryKeyNorm.Head });
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer) =>
        Sparse(config, layer, config.ModelType == "qwen2_moe" ? 1 : 0);

    /// <summary>Experts, or a dense network in the layers that go without.</summary>
    /// <param name="config">The file.</param>
    /// <param name="layer">Which layer.</param>
    /// <param name="shared">Shared experts.</param>
    public static (string Name, Channel Channel) Sparse(Decoder config, int layer, int shared)
    {
        var facts = config.Facts;
        var (dense, step) = (facts.Whole("intermediate_size", 0), Math.Max(1, facts.Whole("decoder_sparse_step", 1)));
        var isDense = facts.Numbers("mlp_only_layers").Contains(layer) || (layer + 1) % step != 0;
        if (isDense) return ("dense", config.Gated(dense));
        var (hidden, together) = (facts.Whole("moe_intermediate_size"),
            shared > 0 ? facts.Whole("shared_expert_intermediate_size") : 0);
        return ("experts", new MixtureChannel
        {
            Experts = facts.Whole("num_experts"), Active = facts.Whole("num_experts_per_tok"),
            Expert = config.Gated(hidden), Shared = shared, SharedGate = shared > 0,
            SharedHidden = together == hidden ? 0 : together, Scoring = Scoring.Softmax, Scale = 1,
            NormalizeWeights = facts.Flag("norm_topk_prob", config.ModelType != "qwen2_moe"),
        });
    }
}
