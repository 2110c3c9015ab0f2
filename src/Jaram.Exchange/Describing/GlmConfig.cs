// DeepSeek's experts on grouped heads.
// Source: huggingface/transformers, models/glm4_moe, solar_open, exaone_moe, sarvam_moe;
// deepseek-ai/deepseek-moe-16b-base, configuration_deepseek.py.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>GLM 4.5, Solar Open, K-EXAONE, Sarvam 30B, and DeepSeek before latents.</summary>
internal sealed class GlmConfig : ConfigFamily
{
    private const int UsualRun = 4;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } =
        ["glm4_moe", "solar_open", "exaone_moe", "sarvam_moe", "deepseek"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var model = base.Read(config, name);
        if (config.ModelType != "exaone_moe")
            return model with { Ahead = config.Ahead("num_nextn_predict_layers", model.Order[^1]) };
        // Its module ahead has a dense network, whatever the layers have.
        var last = model.Stack[^1];
        return config.Ahead("num_nextn_predict_layers", "ahead") is not { } ahead ? model : model with
        {
            Ahead = ahead,
            Layers = model.Layers.Add("ahead",
                last with { Channel = config.Gated(config.Facts.Whole("intermediate_size")) }),
        };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        switch (config.ModelType)
        {
            case "exaone_moe":
                var mixer = config.Attention() with { QueryKeyNorm = QueryKeyNorm.Head };
                var (name, put) = Windows.Put(config, layer, mixer, UsualRun);
                return (name, config.Facts.Has("sliding_window") && name == "full" ? put with { Rotary = null } : put);
            case "sarvam_moe":
                config.Facts.Must("score_function", "sigmoid", "the family is computed");
                var isNormed = config.Facts.Flag("use_qk_norm", true);
                return ("full", config.Attention() with
                    { QueryKeyNorm = isNormed ? QueryKeyNorm.Head : QueryKeyNorm.None });
            case "solar_open" or "deepseek":
                return ("full", config.Attention());
            default:
                return ("full", config.Attention(AttentionBias.Inputs) with
                {
                    Bias = config.Facts.Flag("attention_bias", false) ? AttentionBias.Inputs : AttentionBias.None,
                    QueryKeyNorm = config.Facts.Flag("use_qk_norm", false) ? QueryKeyNorm.Head : QueryKeyNorm.None,
                });
        }
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer) =>
        DeepSeekExperts.Read(config, layer, config.ModelType == "solar_open" ? 0 : 1);
}
