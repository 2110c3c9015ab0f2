// Gated DeltaNet beside attention with a gate.
// Source: huggingface/transformers, models/qwen3_next, qwen3_5, qwen3_5_moe.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Qwen3-Next and Qwen3.5.</summary>
internal sealed class DeltaConfig : ConfigFamily
{
    private const int UsualInterval = 4;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } =
        ["qwen3_next", "qwen3_5_text", "qwen3_5_moe_text"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        config.Facts.Must("attn_output_gate", true, "the family gates its attention");
        config.Facts.Must("mtp_use_dedicated_embeddings", false, "modules ahead share the embedding");
        _ = (config.Facts.Text("mamba_ssm_dtype", ""), config.Facts.Whole("intermediate_size", 0));
        var model = base.Read(config, name);
        var full = model.Order.LastOrDefault(layer => layer.StartsWith("full", StringComparison.Ordinal));
        return model with { Ahead = config.Ahead("mtp_num_hidden_layers", full ?? model.Order[^1]) };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        var facts = config.Facts;
        var interval = facts.Whole("full_attention_interval", UsualInterval);
        string ByInterval(int i) => interval > 0 && (i + 1) % interval == 0 ? Windows.Full : "linear_attention";
        var word = config.WordOf("layer_types", layer, ByInterval);
        if (facts.Has("full_attention_interval") && word != ByInterval(layer))
            throw facts.Wrong("layer_types", $"{word} in layer {layer}",
                $"{ByInterval(layer)}, as full_attention_interval ({interval}) says");
        return word == Windows.Full
            ? ("full", config.Attention() with { QueryKeyNorm = QueryKeyNorm.Head, OutputGate = OutputGate.Channel })
            : ("linear", new DeltaMixer
            {
                Decay = Decay.Head, KeyHeads = facts.Whole("linear_num_key_heads"),
                ValueHeads = facts.Whole("linear_num_value_heads"), KeyDim = facts.Whole("linear_key_head_dim"),
                ValueDim = facts.Whole("linear_value_head_dim"), Taps = facts.Whole("linear_conv_kernel_dim"),
            });
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer) =>
        config.Facts.Has("num_experts")
            ? QwenMixtureConfig.Sparse(config, layer, shared: 1)
            : ("dense", config.Gated(config.Facts.Whole("intermediate_size")));

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) => base.Norm(config) with { GainLessOne = true };
}
