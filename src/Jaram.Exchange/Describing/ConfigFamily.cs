// How a family of config.json says what its layers are. A new family is one file here.
// Source: huggingface/transformers, src/transformers/models/*/configuration_*.py: names of keys, and what absent ones
// mean.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Atlas.Residuals;

namespace Jaram.Exchange.Describing;

/// <summary>Reads one or more model types into a blueprint.</summary>
internal abstract class ConfigFamily
{
    /// <summary>All that are known.</summary>
    public static IReadOnlyList<ConfigFamily> All { get; } =
    [
        new DenseConfig(), new GemmaConfig(), new QwenMixtureConfig(), new PlainMixtureConfig(), new GlmConfig(),
        new LatentConfig(), new DeltaConfig(), new KimiLinearConfig(), new SolarOpen2Config(), new GptConfig(),
        new NeoXConfig(), new CohereConfig(), new PhiConfig(), new FalconConfig(), new Llama4Config(),
        new Gemma4Config(), new NemotronHConfig(), new FalconH1Config(), new Mamba2Config(), new DeepSeekV4Config(),
        new MiniMaxM3Config(), new MiMoConfig(), new UngatedConfig(), new ScaledConfig(), new ExaoneConfig(),
        new GptJConfig(), new NemotronNasConfig(),
    ];

    /// <summary>What config.json may call it.</summary>
    public abstract IReadOnlyList<string> ModelTypes { get; }

    /// <summary>What the file says, and nothing that it does not.</summary>
    /// <param name="config">Its keys.</param>
    /// <param name="name">The model's name.</param>
    public virtual Blueprint Read(Decoder config, string name)
    {
        var stack = Enumerable.Range(0, config.Layers).Select(i => Layer(config, i)).ToList();
        var layers = LayerNames.Of(stack);
        return new()
        {
            Name = name, Source = config.Facts.Where, Confidence = Confidence.Exact,
            Vocabulary = config.Facts.Whole("vocab_size"), Width = config.Width,
            Context = config.Facts.Whole("max_position_embeddings", 0),
            TiedEmbeddings = config.Facts.Flag("tie_word_embeddings", TiesByDefault), Norm = Norm(config),
            Layers = layers.Kinds, Pattern = Blueprint.PatternOf(layers.Order),
        };
    }

    /// <summary>What an absent tie_word_embeddings means.</summary>
    protected virtual bool TiesByDefault => false;

    /// <summary>How tokens read from earlier ones in a layer, if they do, and what that kind is called.</summary>
    protected abstract (string Name, Mixer? Mixer) Mixer(Decoder config, int layer);

    /// <summary>What happens to each token alone in a layer, if anything, and what that kind is called.</summary>
    protected abstract (string Name, Channel? Channel) Channel(Decoder config, int layer);

    /// <summary>Where a layer normalises; sites of a part that it has not are left out.</summary>
    protected virtual NormSites Norms(Decoder config, string channel) =>
        NormSites.BeforeMixer | NormSites.BeforeChannel;

    /// <summary>Those of its norms that pass a gate.</summary>
    protected virtual NormSites GatedNorms(Decoder config, string channel) => NormSites.None;

    /// <summary>Whether both mixers read the same input.</summary>
    protected virtual bool SideBySide(Decoder config) => false;

    /// <summary>How outputs join the stream.</summary>
    protected virtual ResidualScheme? Residual(Decoder config) => null;

    /// <summary>The norm.</summary>
    protected virtual NormBlueprint Norm(Decoder config) =>
        new() { Kind = NormKind.Rms, Epsilon = config.Facts.Real("rms_norm_eps"), Gain = true };

    private (string Mixer, string Channel, LayerBlueprint Layer) Layer(Decoder config, int index)
    {
        var (mixer, channel) = (Mixer(config, index), Channel(config, index));
        var absent = (mixer.Mixer is null ? NormSites.BeforeMixer | NormSites.AfterMixer : NormSites.None)
            | (channel.Channel is null ? NormSites.BeforeChannel | NormSites.AfterChannel : NormSites.None);
        return (mixer.Name, channel.Name, new()
        {
            Mixer = mixer.Mixer, Channel = channel.Channel, Norms = Norms(config, channel.Name) & ~absent,
            GatedNorms = GatedNorms(config, channel.Name), SideBySide = SideBySide(config),
            Residual = Residual(config),
        });
    }
}
