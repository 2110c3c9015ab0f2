// GPT-J: attention and network side by side behind one norm, neighbours of a part of the channels turn in pairs.
// Source: huggingface/transformers, models/gptj.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Blocks;

namespace Jaram.Exchange.Describing;

/// <summary>GPT-J.</summary>
internal sealed class GptJConfig : ConfigFamily
{
    private const int UsualTimes = 4, UsualTurned = 64;
    private const double Theta = 10_000;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["gptj"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        config.Facts.Must("rotary", true, "positions turn queries and keys");
        config.Facts.Must("scale_attn_weights", true, "scores are scaled");
        return base.Read(config, name) with { Context = config.Facts.Whole("n_positions"), HeadBias = true };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer? Mixer) Mixer(Decoder config, int layer) => ("full", new SoftmaxMixer
    {
        Heads = config.Heads, KeyValueHeads = config.Heads, HeadDim = config.HeadDim,
        Rotary = new()
        {
            Dim = config.Facts.Whole("rotary_dim", UsualTurned), Theta = Theta, Layout = RotaryLayout.Interleaved,
        },
    });

    /// <inheritdoc/>
    protected override (string Name, Channel? Channel) Channel(Decoder config, int layer) => ("dense", new MlpChannel
    {
        Hidden = config.Facts.Whole("n_inner", UsualTimes * config.Width),
        Bend = config.BendOf("activation_function", "gelu_new"), Bias = true,
    });

    /// <inheritdoc/>
    protected override NormSites Norms(Decoder config, string channel) => NormSites.BeforeBoth;

    /// <inheritdoc/>
    protected override bool SideBySide(Decoder config) => true;

    /// <inheritdoc/>
    protected override NormBlueprint Norm(Decoder config) => config.LayerNorm("layer_norm_epsilon");
}
