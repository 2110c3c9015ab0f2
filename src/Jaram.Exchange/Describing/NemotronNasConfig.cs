// Llama as a search has cut it: layers without attention, networks of many widths.
// Source: nvidia/Llama-3_3-Nemotron-Super-49B-v1, configuration_decilm.py, block_config.py.

using System.Globalization;
using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Exchange.Keys;

namespace Jaram.Exchange.Describing;

/// <summary>Llama Nemotron Super and Ultra.</summary>
internal sealed class NemotronNasConfig : ConfigFamily
{
    private const string Blocks = "block_configs", AttentionPart = "attention", Network = "ffn";
    private const int Step = 256;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["nemotron-nas"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var blocks = config.Facts.Inners(Blocks);
        if (blocks.Count != config.Layers)
            throw config.Facts.Wrong(Blocks, $"a list of {blocks.Count}",
                $"{config.Layers}, as num_hidden_layers says");
        config.Facts.PassOver("num_key_value_heads", "intermediate_size");      // each block has its own
        var model = base.Read(config, name);
        foreach (var block in blocks)
        {
            Part(block, AttentionPart).RefuseOthers(new HashSet<string>());
            Part(block, Network).RefuseOthers(new HashSet<string>());
            block.RefuseOthers(new HashSet<string>());
        }
        return model;
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer)
    {
        var part = Part(config.Facts.Inners(Blocks)[layer], AttentionPart);
        part.Must("unshifted_sink", false, "no published model of the family has it");
        part.Must("num_sink_tokens", 0, "no published model of the family has them");
        part.PassOver("use_prefill_window_in_sink_attention");                  // of sinks
        var group = part.Whole("n_heads_in_group", 0);
        if (part.Flag("no_op", false)) return ("none", null);
        if (group == 0 || config.Heads % group != 0)
            throw part.Wrong("n_heads_in_group", (double)group, $"a divisor of num_attention_heads ({config.Heads})");
        return ("full", config.Attention() with
            { KeyValueHeads = config.Heads / group, Window = part.Whole("window_length", 0) });
    }

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer)
    {
        var part = Part(config.Facts.Inners(Blocks)[layer], Network);
        var times = part.Real("ffn_mult", 0);
        if (part.Flag("no_op", false)) return ("none", null);
        var hidden = ((int)(2 * times * config.Width / 3) + Step - 1) / Step * Step;
        if (hidden == 0) throw part.Wrong("ffn_mult", times, "above 0, or no_op");
        return (hidden.ToString(CultureInfo.InvariantCulture), config.Gated(hidden));
    }

    private static Facts Part(Facts block, string key)
    {
        var part = block.Inner(key);
        part.Must("replace_with_linear", false, "blueprints have no layer that is one matrix");
        part.PassOver("sparsify");                                              // which weights are zero
        return part;
    }
}
