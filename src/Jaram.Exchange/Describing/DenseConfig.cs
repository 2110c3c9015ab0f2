// Dense models with grouped heads.
// Source: huggingface/transformers, models/llama, mistral, qwen2, qwen3, phi3, olmo2, olmo3, exaone4;
// internlm/internlm2-7b, configuration_internlm2.py; XiaomiMiMo/MiMo-7B-Base, configuration_mimo.py.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Llama and those that differ from it in norms, biases and windows.</summary>
internal sealed class DenseConfig : ConfigFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } =
        ["llama", "mistral", "qwen2", "qwen3", "phi3", "olmo2", "olmo3", "exaone4", "internlm2", "mimo"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var model = base.Read(config, name);
        return config.ModelType != "mimo" ? model
            : model with { Ahead = config.Ahead("num_nextn_predict_layers", model.Order[^1]) };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        var mixer = config.Attention(Bias(config)) with
        {
            QueryKeyNorm = config.ModelType switch
            {
                "qwen3" or "exaone4" => QueryKeyNorm.Head,
                "olmo2" or "olmo3" => QueryKeyNorm.AllHeads,
                _ => QueryKeyNorm.None,
            },
        };
        return config.ModelType switch
        {
            "mistral" or "phi3" => Everywhere(config, mixer),
            "qwen2" or "qwen3" or "mimo" => Upper(config, layer, mixer),
            "olmo3" => Windows.Put(config, layer, mixer, period: 4),
            "exaone4" => Exaone(config, layer, mixer),
            _ => ("full", mixer),
        };
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer) =>
        ("dense", config.Gated(config.Facts.Whole("intermediate_size")));

    /// <inheritdoc/>
    protected override NormSites Norms(Decoder config, string channel) =>
        config.ModelType is "olmo2" or "olmo3" or "exaone4"
            ? NormSites.AfterMixer | NormSites.AfterChannel
            : base.Norms(config, channel);

    /// <summary>The matrices that have shifts, if attention_bias is not given.</summary>
    private static AttentionBias Bias(Decoder config) => config.ModelType switch
    {
        "qwen2" or "mimo" => AttentionBias.Inputs,
        "internlm2" when config.Facts.Flag("bias", true) => AttentionBias.All,
        _ => AttentionBias.None,
    };

    /// <summary>A window in all layers; one that spans the whole context is none.</summary>
    private static (string, Mixer) Everywhere(Decoder config, SoftmaxMixer mixer)
    {
        var window = config.Facts.Whole("sliding_window", 0);
        return window == 0 || window >= config.Facts.Whole("max_position_embeddings")
            ? ("full", mixer)
            : ("local", mixer with { Window = window });
    }

    /// <summary>A window in the layers above the first so many, if there are windows at all.</summary>
    private static (string, Mixer) Upper(Decoder config, int layer, SoftmaxMixer mixer)
    {
        var first = config.Facts.Flag("use_sliding_window", false)
            ? config.Facts.Whole("max_window_layers", config.Layers)
            : config.Layers;
        var word = config.WordOf("layer_types", layer, i => i < first ? Windows.Full : Windows.Sliding);
        _ = (config.Facts.Whole("sliding_window", 0), config.Facts.Whole("max_window_layers", 0));
        return word == Windows.Full ? ("full", mixer)
            : ("local", mixer with { Window = config.Facts.Whole("sliding_window") });
    }

    /// <summary>Where some layers read a window, those that read everything have no positions.</summary>
    private static (string, Mixer) Exaone(Decoder config, int layer, SoftmaxMixer mixer)
    {
        var (name, put) = Windows.Put(config, layer, mixer, period: 4);
        return (name, config.Facts.Has("sliding_window") && name == "full" ? put with { Rotary = null } : put);
    }
}
