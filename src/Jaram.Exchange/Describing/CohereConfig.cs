// Command and Aya: attention and network side by side behind one norm without a shift, neighbours turn in pairs.
// Source: huggingface/transformers, models/cohere, cohere2.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Blocks;

namespace Jaram.Exchange.Describing;

/// <summary>Cohere's models; since the second kind most layers read a window, and the others have no positions.
/// </summary>
internal sealed class CohereConfig : ConfigFamily
{
    private const double UsualLogitScale = 0.0625;
    private const int UsualPeriod = 4;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["cohere", "cohere2"];

    /// <inheritdoc/>
    protected override bool TiesByDefault => true;

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        config.Facts.Must("use_qk_norm", false, "blueprints have no norm with a gain for each head");
        return base.Read(config, name) with { LogitScale = config.Facts.Real("logit_scale", UsualLogitScale) };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        var mixer = config.Attention() with
        {
            Rotary = ConfigRope.Read(config, config.HeadDim, RotaryLayout.Interleaved),
        };
        if (config.ModelType == "cohere") return ("full", mixer);
        var (word, put) = Windows.Put(config, layer, mixer, UsualPeriod);
        return (word, word == "full" ? put with { Rotary = null } : put);
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer) =>
        ("dense", config.Gated(config.Facts.Whole("intermediate_size")));

    /// <inheritdoc/>
    protected override NormSites Norms(Decoder config, string channel) => NormSites.BeforeBoth;

    /// <inheritdoc/>
    protected override bool SideBySide(Decoder config) => true;

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) => config.LayerNorm("layer_norm_eps") with { Shift = false };
}
