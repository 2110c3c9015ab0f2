// Gemma 4: in the layers that read everything heads are wider and one matrix makes keys and values; values are
// normalised, scores are not divided; in the mixture a dense network stands beside the experts.
// Source: huggingface/transformers, models/gemma4.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Gemma 4, the models without embeddings of single layers.</summary>
internal sealed class Gemma4Config : ConfigFamily
{
    private const int UsualPeriod = 6, UsualWideDim = 512, UsualPerLayer = 256, BesideNorms = 3;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["gemma4_text"];

    /// <inheritdoc/>
    protected override bool TiesByDefault => true;

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var facts = config.Facts;
        if (facts.Whole("hidden_size_per_layer_input", UsualPerLayer) is > 0 and var channels)
            throw facts.Wrong("hidden_size_per_layer_input", (double)channels,
                "0, as blueprints have no embeddings of single layers");
        facts.Must("num_kv_shared_layers", 0, "blueprints have no keys and values that layers share");
        facts.Must("use_bidirectional_attention", "vision", "text is read from left to right");
        facts.PassOver("vocab_size_per_layer_input", "use_double_wide_mlp");    // of what was just said not to be there
        return base.Read(config, name) with
        {
            EmbeddingScale = Math.Round(Math.Sqrt(config.Width), 4),
            LogitSoftcap = facts.Real("final_logit_softcapping", 0),
            Notes = "scores are not divided; a number among the weights multiplies what each layer passes on",
        };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer)
    {
        var facts = config.Facts;
        string ByPeriod(int i) =>
            (i + 1) % UsualPeriod == 0 || i == config.Layers - 1 ? Windows.Full : Windows.Sliding;
        var word = config.WordOf("layer_types", layer, ByPeriod);
        var mixer = config.Attention(kind: word) with { QueryKeyNorm = QueryKeyNorm.Head, ValueNorm = true };
        switch (word)
        {
            case Windows.Sliding when layer == config.Layers - 1:
                throw facts.Wrong("layer_types", $"{word} in layer {layer}", $"{Windows.Full}, as the last layer is");
            case Windows.Sliding:
                return ("local", mixer with { Window = facts.Whole("sliding_window") });
            case Windows.Full:
                var isOne = facts.Flag("attention_k_eq_v", false);
                var (heads, wide) = (facts.Whole("num_global_key_value_heads", mixer.KeyValueHeads),
                    facts.Whole("global_head_dim", UsualWideDim));
                return ("full", mixer with
                {
                    HeadDim = wide, KeyValueHeads = isOne ? heads : mixer.KeyValueHeads, KeyEqualsValue = isOne,
                    Rotary = ConfigRope.Read(config, wide, kind: word),
                });
            default:
                throw facts.Wrong("layer_types", word, $"{Windows.Full} or {Windows.Sliding}");
        }
    }

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer)
    {
        var facts = config.Facts;
        var dense = new MlpChannel
        {
            Hidden = facts.Whole("intermediate_size"), Bend = config.BendOf("hidden_activation", "gelu_pytorch_tanh"),
            Gate = ChannelGate.Hidden,
        };
        if (!facts.Flag("enable_moe_block", false)) return ("dense", dense);
        return ("experts", new MixtureChannel
        {
            Experts = facts.Whole("num_experts"), Active = facts.Whole("top_k_experts"),
            Expert = dense with { Hidden = facts.Whole("moe_intermediate_size") }, Scoring = Scoring.Softmax,
            NormalizeWeights = true, Scale = 1, Beside = dense, BesideNorms = BesideNorms,
        });
    }

    /// <inheritdoc/>
    protected override NormSites Norms(Decoder config, string channel) =>
        NormSites.BeforeMixer | NormSites.AfterMixer | NormSites.BeforeChannel | NormSites.AfterChannel;
}
