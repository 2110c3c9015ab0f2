// One layer of a described model.
// Source: ours; what it can say is what the models of atlas/ do.

using System.Text.Json.Serialization;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Atlas.Residuals;
using Jaram.Architecture.Blocks;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Atlas;

/// <summary>Where a layer normalises.</summary>
[Flags]
public enum NormSites
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>What the mixer reads.</summary>
    BeforeMixer = 1,

    /// <summary>What the mixer adds to the stream.</summary>
    AfterMixer = 2,

    /// <summary>What the channel mixer reads.</summary>
    BeforeChannel = 4,

    /// <summary>What the channel mixer adds to the stream.</summary>
    AfterChannel = 8,

    /// <summary>What both read, with one norm.</summary>
    BeforeBoth = 16,
}

/// <summary>A token mixer, a channel mixer, and what joins them.</summary>
public sealed record LayerBlueprint
{
    private const CanonPoints OnWidth = CanonPoints.A | CanonPoints.C;

    /// <summary>How tokens read from earlier ones; absent if this layer has none.</summary>
    public Mixer? Mixer { get; init; }

    /// <summary>What happens to each token alone; absent if this layer has none.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Where the layer normalises.</summary>
    public required NormSites Norms { get; init; }

    /// <summary>Those of its norms whose output passes the model's norm gate.</summary>
    public NormSites GatedNorms { get; init; }

    /// <summary>Whether both mixers read the same input and their outputs are added together.</summary>
    public bool SideBySide { get; init; }

    /// <summary>How outputs join the stream; absent for x + f(x).</summary>
    public ResidualScheme? Residual { get; init; }

    /// <summary>What else runs along the layers.</summary>
    public ResidualExtras Extras { get; init; }

    /// <summary>Short causal convolutions; absent for none.</summary>
    public CanonDesign? Canon { get; init; }

    /// <summary>Mixers in the layer, of tokens and of channels.</summary>
    [JsonIgnore]
    public int Sites => (Mixer is null ? 0 : 1) + (Channel is null ? 0 : 1);

    /// <summary>Channels that pass a short convolution, at all points together.</summary>
    /// <param name="width">Model width D.</param>
    public long CanonChannels(int width) => Canon is not { At: var at } ? 0
        : CountOf((int)(at & OnWidth)) * (long)width
            + (at.HasFlag(CanonPoints.B) && Mixer is SoftmaxMixer mixer ? mixer.QueryKeyValueChannels : 0)
            + (at.HasFlag(CanonPoints.D) && Channel is MlpChannel channel ? channel.UpChannels : 0);

    /// <summary>Trainable numbers, those of the channel mixer left out.</summary>
    /// <param name="width">Model width D.</param>
    /// <param name="norm">The model's norm.</param>
    /// <param name="position">Whether the layer is the first: it has no earlier values to blend with.</param>
    public long Parameters(int width, NormBlueprint norm, LayerPosition position) =>
        (Mixer?.Parameters(width, norm) ?? 0) + CountOf((int)Norms) * norm.Parameters(width)
        + CountOf((int)GatedNorms) * 2L * width * norm.GateRank
        + (Residual?.Parameters(width, Sites) ?? 0) + CanonChannels(width) * (Canon?.Taps ?? 0)
        + (Extras.HasFlag(ResidualExtras.Value) && position != LayerPosition.First ? 1 : 0)
        + (Extras.HasFlag(ResidualExtras.Input) ? 2 : 0);

    /// <summary>Floating-point operations of one token's matrix products and convolutions.</summary>
    /// <param name="width">Model width D.</param>
    /// <param name="norm">The model's norm.</param>
    /// <param name="work">What is being computed, and over how long a context.</param>
    public double Flops(int width, NormBlueprint norm, Work work) =>
        (Mixer?.Flops(width, work) ?? 0) + (Channel?.Flops(width) ?? 0)
        + 2.0 * (CanonChannels(width) * (Canon?.Taps ?? 0) + CountOf((int)GatedNorms) * 2L * width * norm.GateRank
            + (Residual?.Matrices(width, Sites) ?? 0));

    /// <summary>Numbers kept for later tokens.</summary>
    /// <param name="width">Model width D.</param>
    public Kept Keeps(int width) =>
        (Mixer?.Keeps(width) ?? default) + new Kept { Convolved = CanonChannels(width) * ((Canon?.Taps ?? 1) - 1) };

    internal void Check(NormBlueprint norm)
    {
        if (Sites == 0)
            throw Must.Refusal("mixer, channel", "neither", "must hold one of them at least", "add one");
        if (Mixer is { } mixer) Must.At("mixer", mixer.Check);
        if (Channel is { } channel) Must.At("channel", channel.Check);
        if (Norms.HasFlag(NormSites.BeforeBoth) && (Norms & (NormSites.BeforeMixer | NormSites.BeforeChannel)) != 0)
            throw Must.Refusal(nameof(Norms), Norms, "has beforeBoth beside a norm of its own before a mixer",
                "leave one of them out");
        if ((GatedNorms & ~Norms) is not NormSites.None and var missing)
            throw Must.Refusal(nameof(GatedNorms), missing, "must be among norms", "add it there, or take it out");
        if (GatedNorms != NormSites.None && norm.GateRank == 0)
            throw Must.Refusal(nameof(GatedNorms), GatedNorms, "needs norm.gateRank above 0, which is 0",
                "give the rank, or take gatedNorms out");
    }

    private static int CountOf(int flags) => System.Numerics.BitOperations.PopCount((uint)flags);
}

/// <summary>Where a layer stands.</summary>
public enum LayerPosition
{
    /// <summary>At the bottom of the model.</summary>
    First,

    /// <summary>Anywhere else.</summary>
    Later,
}
