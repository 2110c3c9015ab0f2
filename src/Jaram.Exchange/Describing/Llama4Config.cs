// Llama 4: most layers stay within a chunk of the text, every fourth reads everything and has no positions; experts
// with one that all tokens pass.
// Source: huggingface/transformers, models/llama4.

using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Llama 4, the part that reads text.</summary>
internal sealed class Llama4Config : ConfigFamily
{
    private const string Chunked = "chunked_attention";
    private const int UsualInterval = 4, UsualChunk = 8192;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["llama4_text"];

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        var facts = config.Facts;
        // Scores grow with the place in the text, in layers without positions: a number, no part.
        _ = (facts.Flag("attn_temperature_tuning", true), facts.Real("floor_scale", 0), facts.Real("attn_scale", 0));
        var mixer = config.Attention();
        var (chunk, isNormed) =
            (facts.Whole("attention_chunk_size", UsualChunk), facts.Flag("use_qk_norm", true));
        return Turns(config, layer)
            ? ("chunk", mixer with
            {
                Chunk = chunk, QueryKeyNorm = isNormed ? QueryKeyNorm.HeadWithoutGain : QueryKeyNorm.None,
            })
            : ("full", mixer with { Rotary = null });
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer)
    {
        var facts = config.Facts;
        var (step, listed) = (facts.Whole("interleave_moe_layer_step", 1), facts.Numbers("moe_layers"));
        var (dense, hidden) = (facts.Whole("intermediate_size_mlp"), facts.Whole("intermediate_size"));
        var (experts, active) = (facts.Whole("num_local_experts"), facts.Whole("num_experts_per_tok", 1));
        var isSparse = listed.Count > 0 ? listed.Contains(layer) : step > 0 && (layer + 1) % step == 0;
        return !isSparse ? ("dense", config.Gated(dense)) : ("experts", new MixtureChannel
        {
            Experts = experts, Active = active, Expert = config.Gated(hidden), Shared = 1, Scoring = Scoring.Sigmoid,
            Scale = 1,
        });
    }

    /// <summary>Whether a layer has positions. The list that says so, 1 for yes, is empty in published files.</summary>
    private static bool Turns(Decoder config, int layer)
    {
        var facts = config.Facts;
        var listed = facts.Numbers("no_rope_layers");
        var interval = facts.Whole("no_rope_layer_interval", UsualInterval);
        if (listed.Count > 0 && listed.Count != config.Layers)
            throw facts.Wrong("no_rope_layers", $"a list of {listed.Count}", $"{config.Layers} numbers");
        var turns = listed.Count > 0 ? listed[layer] == 1 : interval == 0 || (layer + 1) % interval != 0;
        var said = turns ? Chunked : Windows.Full;
        var word = config.WordOf("layer_types", layer, _ => said);
        return word == said ? turns
            : throw facts.Wrong("layer_types", $"{word} in layer {layer}", $"{said}, as no_rope_layers says");
    }
}
