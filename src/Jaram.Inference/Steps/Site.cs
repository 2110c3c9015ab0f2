// Where a step stands: which model, which layer, where its weights come from, and what steps of one model share.
// Source: ours.

using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Inference.Caching;
using Jaram.Inference.Kernels;
using Jaram.Inference.Threads;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Steps;

/// <summary>The surroundings that a step is built in.</summary>
/// <param name="Model">The whole design.</param>
/// <param name="Layer">The layer that the step is part of.</param>
/// <param name="IsFirst">Whether that layer is the first of its stack.</param>
/// <param name="Prefix">How the names of its weights begin.</param>
/// <param name="Weights">Where they come from.</param>
/// <param name="Formats">How matrices are kept.</param>
/// <param name="CacheFormat">How keys and values are kept.</param>
/// <param name="Cache">Where places in the cache are reserved.</param>
/// <param name="Team">Who computes.</param>
internal sealed unsafe record Site(
    Design Model, LayerDesign Layer, bool IsFirst, string Prefix, IWeights Weights, WeightPlan Formats,
    CacheFormat CacheFormat, CachePlan Cache, Team Team)
{
    private readonly Dictionary<RotaryDesign, RotaryTable> _rotaries = [];

    /// <summary>Model width D.</summary>
    public int Width => Model.Width;

    /// <summary>The rotations that layers of this model share.</summary>
    public IEnumerable<RotaryTable> Rotaries => _rotaries.Values;

    /// <summary>A place further in.</summary>
    public Site In(string name) => this with { Prefix = $"{Prefix}{name}." };

    /// <summary>A projection's matrix.</summary>
    public PackedMatrix Projection(string name, long rows, int columns) =>
        Weights.Matrix(new($"{Prefix}{name}.weight", checked((int)rows), columns, Formats.Layers));

    /// <summary>Numbers that are kept as they are.</summary>
    public float* Floats(string name, params ReadOnlySpan<long> shape) => Weights.Floats(Prefix + name, shape);

    /// <summary>A norm as this model's are.</summary>
    public Norm Norm(string name, int width) => new(Team, width, (float)Model.Norm.Epsilon,
        Model.Norm.Gain ? Floats($"{name}.gain", width) : null);

    /// <summary>The rotations of a design; null without positions.</summary>
    public RotaryTable? Rotary(RotaryDesign? design)
    {
        if (design is null) return null;
        if (!_rotaries.TryGetValue(design, out var rotary)) _rotaries[design] = rotary = new(design);
        return rotary;
    }

    /// <summary>The convolution of a point; null where this layer has none.</summary>
    public Canon? Canon(CanonPoints point, string name, long channels) =>
        Layer.Canon is { } canon && canon.At.HasFlag(point) ? new(In(name), canon.Taps, (int)channels) : null;

    /// <summary>The step that a mixer's design describes.</summary>
    public IStep Build(TokenMixerDesign design) => (design, CacheFormat) switch
    {
        (AttentionDesign attention, CacheFormat.F32) => new AttentionStep<Float32>(attention, this),
        (AttentionDesign attention, CacheFormat.BF16) => new AttentionStep<BFloat16>(attention, this),
        (AttentionDesign attention, CacheFormat.Bits16) => new AttentionStep<Scaled16>(attention, this),
        (LatentAttentionDesign { LatentRank: var rank, RotaryDim: var turned } latent, CacheFormat.Bits16)
            when rank + turned <= KeyRows16.MostChannels => new LatentStep<Scaled16>(latent, this),
        (LatentAttentionDesign latent, CacheFormat.Bits16) => new LatentStep<BFloat16>(latent, this),
        (AttentionDesign attention, CacheFormat.Bits8) => new AttentionStep<Scaled8>(attention, this),
        (LatentAttentionDesign latent, CacheFormat.Bits8) => new LatentStep<Scaled8>(latent, this),
        (LatentAttentionDesign latent, CacheFormat.F32) => new LatentStep<Float32>(latent, this),
        (LatentAttentionDesign latent, CacheFormat.BF16) => new LatentStep<BFloat16>(latent, this),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The step that a channel mixer's design describes.</summary>
    public IStep Build(ChannelMixerDesign design) => design switch
    {
        MlpDesign mlp => new MlpStep(mlp, this),
        MixtureDesign mixture => new MixtureStep(mixture, this),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
