// Llama with fixed factors on embeddings, residuals and logits, so that rates of learning carry over between widths.
// Source: huggingface/transformers, models/hyperclovax; openbmb/MiniCPM-2B-sft-bf16, configuration_minicpm.py.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Atlas.Residuals;

namespace Jaram.Exchange.Describing;

/// <summary>MiniCPM and HyperCLOVA X.</summary>
internal sealed class ScaledConfig : ConfigFamily
{
    private const int Digits = 6;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["hyperclovax", "minicpm"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var facts = config.Facts;
        var model = base.Read(config, name);
        if (IsMini(config))
            return model with
            {
                TiedEmbeddings = facts.Flag("tie_word_embeddings", true),
                EmbeddingScale = Factor(facts.Real("scale_emb", 1)),
                LogitScale = Factor(facts.Real("dim_model_base", config.Width) / config.Width),
            };
        var usual = 1 / Math.Sqrt(config.HeadDim);
        var scores = facts.Real("attention_multiplier", usual);
        return model with
        {
            EmbeddingScale = Factor(facts.Real("embedding_multiplier", 1)),
            LogitScale = Factor(facts.Real("logits_scaling", 1)),
            Notes = Math.Abs(scores - usual) < 1e-6 ? null
                : FormattableString.Invariant($"scores are multiplied by {scores}"),
        };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer) => ("full", config.Attention());

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer) =>
        ("dense", config.Gated(config.Facts.Whole("intermediate_size")));

    /// <inheritdoc/>
    protected override NormSites Norms(Decoder config, string channel) =>
        !IsMini(config) && config.Facts.Flag("use_post_norm", true)
            ? NormSites.BeforeMixer | NormSites.AfterMixer | NormSites.BeforeChannel | NormSites.AfterChannel
            : base.Norms(config, channel);

    /// <inheritdoc/>
    protected override ResidualScheme? Residual(Decoder config)
    {
        var scale = Factor(IsMini(config)
            ? config.Facts.Real("scale_depth", Math.Sqrt(config.Layers)) / Math.Sqrt(config.Layers)
            : config.Facts.Real("residual_multiplier", 1));
        return scale == 0 ? null : new ScaledResidual { Scale = scale };
    }

    private static bool IsMini(Decoder config) => config.ModelType == "minicpm";

    /// <summary>A factor; 1 is none.</summary>
    private static double Factor(double value) => value == 1 ? 0 : Math.Round(value, Digits);
}
