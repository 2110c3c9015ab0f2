// Llama's attention with networks that have no gate.
// Source: huggingface/transformers, models/apertus, jais2.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Apertus and Jais 2.</summary>
internal sealed class UngatedConfig : ConfigFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["apertus", "jais2"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        config.Facts.Must("qk_norm", true, "each head is normalised by itself");
        config.Facts.Must("post_norm", false, "no published model of the family has it");
        return base.Read(config, name);
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer) => ("full",
        IsJais(config) ? config.Attention(AttentionBias.All)
            : config.Attention() with { QueryKeyNorm = QueryKeyNorm.Head });

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer) => ("dense", new MlpChannel
    {
        Hidden = config.Facts.Whole("intermediate_size"),
        Bend = config.BendOf("hidden_act", IsJais(config) ? "relu2" : "xielu"),
        Bias = config.Facts.Flag("mlp_bias", IsJais(config)),
    });

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) =>
        IsJais(config) ? config.LayerNorm("layer_norm_eps") : base.Norm(config);

    private static bool IsJais(Decoder config) => config.ModelType == "jais2";
}
