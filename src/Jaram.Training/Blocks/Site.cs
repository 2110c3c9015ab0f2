// Where a block stands: which model, which layer, and what blocks of one model share.
// Source: ours.

using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Blocks;

/// <summary>The surroundings that a block is built in.</summary>
/// <param name="Model">The whole design.</param>
/// <param name="Layer">The layer that the block is part of.</param>
/// <param name="IsFirst">Whether that layer is the first of its stack.</param>
/// <param name="Operators">How fat operations are computed.</param>
/// <param name="Device">Where weights lie.</param>
public sealed record Site(Design Model, LayerDesign Layer, bool IsFirst, IOperators Operators, Device Device)
{
    private readonly Dictionary<RotaryDesign, Rotary> _rotaries = [];

    /// <summary>Model width D.</summary>
    public int Width => Model.Width;

    /// <summary>A norm as this model's are.</summary>
    public Norm Norm(long width) => new(Model.Norm, width, this);

    /// <summary>A matrix without a bias.</summary>
    public Projection Projection(long from, long to) => new(from, to, Device);

    /// <summary>The rotations that blocks of this model share; whoever made the site ends them.</summary>
    public IEnumerable<Rotary> Rotaries => _rotaries.Values;

    /// <summary>The rotations of a design, one table for all layers; null without positions.</summary>
    public Rotary? Rotary(RotaryDesign? design)
    {
        if (design is null) return null;
        if (!_rotaries.TryGetValue(design, out var rotary)) _rotaries[design] = rotary = new(design);
        return rotary;
    }

    /// <summary>The Canon convolution of a point; null where this layer has none.</summary>
    public Canon? Canon(CanonPoints point, long channels) =>
        Layer.Canon is { } canon && canon.At.HasFlag(point) ? new(canon.Taps, channels, Device) : null;

    /// <summary>The block that a mixer's design describes.</summary>
    public Block Build(TokenMixerDesign design) => design switch
    {
        AttentionDesign attention => new Attention(attention, this),
        LatentAttentionDesign latent => new LatentAttention(latent, this),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The block that a channel mixer's design describes.</summary>
    public Block Build(ChannelMixerDesign design) => design switch
    {
        MlpDesign mlp => new Mlp(mlp, this),
        MixtureDesign mixture => new Mixture(mixture, this),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
