// Kimi delta attention beside gated attention without positions.
// Source: huggingface/transformers, models/solar_open2.

using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Solar Open 2.</summary>
internal sealed class SolarOpen2Config : ConfigFamily
{
    private const int UsualInterval = 3, UsualTaps = 4;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["solar_open2"];

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        var facts = config.Facts;
        var (full, interval) = (facts.Numbers("gqa_layers"), facts.Whole("gqa_interval", UsualInterval));
        string ByKeys(int i) => (full.Count > 0 ? full.Contains(i) : i % (interval + 1) == 0)
            ? Windows.Full
            : "linear_attention";
        var word = config.WordOf("layer_types", layer, ByKeys);
        if (full.Count > 0 && word != ByKeys(layer))
            throw facts.Wrong("layer_types", $"{word} in layer {layer}", $"{ByKeys(layer)}, as gqa_layers says");
        return word == Windows.Full ? ("full", Attention(config)) : ("linear", Delta(config));
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer) =>
        DeepSeekExperts.Read(config, layer, usualDense: 0);

    private static SoftmaxMixer Attention(Decoder config)
    {
        config.Facts.Must("use_gqa_gate_bias", false, "no published model of the family has that bias");
        var mixer = config.Attention() with
        {
            OutputGate = config.Facts.Flag("use_gqa_gate", true) ? OutputGate.Channel : OutputGate.None,
            QueryKeyNorm = config.Facts.Flag("use_qk_norm", false) ? QueryKeyNorm.Head : QueryKeyNorm.None,
        };
        return config.Facts.Flag("use_rope", false) ? mixer : mixer with { Rotary = null };
    }

    private static DeltaMixer Delta(Decoder config)
    {
        var (heads, dim, taps) = (config.Heads, config.HeadDim, UsualTaps);
        if (config.Facts.Has("linear_attn_config"))
        {
            var linear = config.Facts.Inner("linear_attn_config");
            (heads, dim, taps) = (linear.Whole("num_heads", heads), linear.Whole("head_dim", dim),
                linear.Whole("short_conv_kernel_size", taps));
            linear.Must("num_kv_heads", heads, "num_heads says so");
            linear.RefuseOthers(new HashSet<string>());
        }
        var rank = config.Facts.Flag("kda_use_full_proj", false) ? 0 : dim;
        return new()
        {
            Decay = Decay.Channel, KeyHeads = heads, ValueHeads = heads, KeyDim = dim, ValueDim = dim, Taps = taps,
            DecayRank = rank, GateRank = rank, NegativeEigenvalues = config.Facts.Flag("kda_allow_neg_eigval", true),
        };
    }
}
