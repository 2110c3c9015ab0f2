// EXAONE 3 and 3.5: Llama's computation under names of its own.
// Source: LGAI-EXAONE/EXAONE-3.0-7.8B-Instruct, config.json and configuration_exaone.py.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>The EXAONE models before the fourth.</summary>
internal sealed class ExaoneConfig : ConfigFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["exaone"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        config.Facts.PassOver("embed_dropout");
        return base.Read(config, name);
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer) => ("full", config.Attention());

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer) => ("dense", new MlpChannel
    {
        Hidden = config.Facts.Whole("intermediate_size"), Bend = config.BendOf("activation_function", "silu"),
        Gate = ChannelGate.Hidden,
    });

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) =>
        new() { Kind = NormKind.Rms, Epsilon = config.Facts.Real("layer_norm_epsilon", 1e-5), Gain = true };
}
