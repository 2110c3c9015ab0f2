// A family is a model class of other people: which designs it can hold, its keys, and its names of tensors. A new
// family is one file here.
// Source: ours; each family names its own.

using System.Text.Json.Nodes;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange.Keys;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Families;

/// <summary>A model class that other people's programs compute.</summary>
public abstract class Family
{
    /// <summary>All that Jaram knows, the ones to prefer first.</summary>
    public static IReadOnlyList<Family> All { get; } = [new Llama(), new Qwen3(), new DeepSeekV3(), new DeepSeekV2()];

    /// <summary>Its name, as in <c>llama</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What config.json calls it.</summary>
    internal abstract string ModelType { get; }

    /// <summary>The class that config.json names.</summary>
    internal abstract string Architecture { get; }

    /// <summary>What a GGUF file calls it.</summary>
    internal abstract string GgufArchitecture { get; }

    /// <summary>The channels that its members turn together in Hugging Face files; ours are put in this
    /// order.</summary>
    internal abstract RotaryLayout Layout { get; }

    /// <summary>Why a design is none of this family: a line a reason; none if it is one.</summary>
    /// <param name="design">The design.</param>
    /// <param name="format">How it would be written.</param>
    /// <param name="ahead">What happens to modules that look further ahead.</param>
    public IReadOnlyList<string> Misfits(Design design, Format format, AheadModules ahead)
    {
        var fit = new Fitting(Name);
        fit.Needs("norm.gain", design.Norm.Gain, true);
        fit.Needs("embeddingNorm", design.EmbeddingNorm, false);
        fit.Needs("logitSoftcap", design.LogitSoftcap, 0);
        if (ahead == AheadModules.Refuse)
            fit.Needs("ahead", design.Ahead?.Depth ?? 0, design.Ahead is null, "is written without such modules",
                "ask for them to be left out, or take the key out");
        foreach (var layer in design.Stack.Distinct())
        {
            fit.Needs("norm", layer.Norm, NormPlacement.Pre);
            fit.Needs("residual", layer.Residual, ResidualExtras.None);
            fit.Needs("canon", layer.Canon?.At ?? CanonPoints.None, CanonPoints.None);
            fit.Needs("window", layer.Mixer.Window, 0);
            fit.Needs("rotary", "absent", layer.Mixer.Rotary is not null, "turns by positions", "give rotary");
            FitLayer(fit, design, layer, format);
        }
        FitStack(fit, design, format);
        return fit.Misfits;
    }

    /// <summary>What a layer must be.</summary>
    internal abstract void FitLayer(Fitting fit, Design design, LayerDesign layer, Format format);

    /// <summary>What the layers together must be.</summary>
    internal abstract void FitStack(Fitting fit, Design design, Format format);

    /// <summary>Adds the family's keys to config.json.</summary>
    internal abstract void Describe(Design design, JsonObject config);

    /// <summary>Adds the family's keys to a GGUF file.</summary>
    internal abstract void Describe(Design design, GgufMetadata metadata);

    /// <summary>What one layer is, by config.json or by a GGUF file.</summary>
    internal abstract Described Read(Facts facts, Format format);

    /// <summary>Which tensors of ours and theirs belong together, of a design that fits.</summary>
    internal abstract IEnumerable<Link> Links(Design design, Format format);

    /// <summary>The family of a model class, as config.json names it.</summary>
    /// <exception cref="CheckpointException">It is none that Jaram knows.</exception>
    internal static Family Of(Facts config)
    {
        var type = config.Text("model_type");
        var family = All.FirstOrDefault(family => family.ModelType == type) ?? throw config.Wrong("model_type", type,
            $"one of {string.Join(", ", All.Select(family => family.ModelType))}");
        if (config.Has("architectures") && config.Texts("architectures") is var names
            && (names.Count != 1 || names[0] != family.Architecture))
            throw config.Wrong("architectures", string.Join(", ", names), $"{family.Architecture} alone");
        return family;
    }
}

/// <summary>What a file says of a model, before it is a design.</summary>
/// <param name="Dense">The kind of layer at the bottom; all of them, if <paramref name="Sparse"/> is null.</param>
/// <param name="DenseLayers">How many are of that kind.</param>
/// <param name="Sparse">The kind of layer above, with experts.</param>
/// <param name="Layers">All layers.</param>
/// <param name="AheadLayers">Modules that look further ahead, which the file has beside them.</param>
internal sealed record Described(
    LayerDesign Dense, int DenseLayers, LayerDesign? Sparse, int Layers, int AheadLayers);
