// Rotary position embedding: each pair of channels turns by an angle that grows with the position.
// Source: RoFormer, arXiv:2104.09864, section 3.4.2. Scaling: linear arXiv:2306.15595; YaRN arXiv:2309.00071,
// section 3, with its authors' ramp over pairs (jquesnelle/yarn); Llama 3's piecewise rule as its published
// config.json names it (rope_type llama3).

using System.Text.Json.Serialization;

namespace Jaram.Architecture.Blocks;

/// <summary>Which channels form a pair.</summary>
public enum RotaryLayout
{
    /// <summary>Channel i with channel i + P/2 (GPT-NeoX, Llama as published on Hugging Face).</summary>
    Halves,

    /// <summary>Channel 2i with channel 2i + 1 (RoFormer, DeepSeek).</summary>
    Interleaved,
}

/// <summary>How positions are turned into rotations.</summary>
public sealed record RotaryDesign
{
    /// <summary>Channels P of a head that turn; fewer than the head has is partial RoPE. Even.</summary>
    public required int Dim { get; init => field = Must.BeEven(value); }

    /// <summary>Base of the wavelengths, above 1.</summary>
    public required double Theta
    {
        get;
        init => field = Must.BePositive(value) > 1
            ? value
            : throw Must.Refusal(nameof(Theta), value, "must be above 1", "use 10000");
    }

    /// <summary>Which channels form a pair.</summary>
    public RotaryLayout Layout { get; init; }

    /// <summary>How a longer context than the first one is squeezed in; absent for not at all.</summary>
    public RotaryScaling? Scaling { get; init; }

    internal void Check()
    {
        if (Scaling is { } scaling) Must.At("scaling", scaling.Check);
    }
}

/// <summary>A rule that changes the wavelengths so that positions beyond the original context stay readable.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LinearScaling), "linear")]
[JsonDerivedType(typeof(Llama3Scaling), "llama3")]
[JsonDerivedType(typeof(YarnScaling), "yarn")]
public abstract record RotaryScaling
{
    /// <summary>New context over original context, 1 or more.</summary>
    public required double Factor
    {
        get;
        init => field = Must.BePositive(value) >= 1
            ? value
            : throw Must.Refusal(nameof(Factor), value, "must be 1 or more", "use new context over original context");
    }

    /// <summary>The scaled angle per token of the pair whose unscaled angle per token is given.</summary>
    /// <param name="frequency">Radians per token.</param>
    /// <param name="pair">Index of the pair, 0 the fastest.</param>
    /// <param name="rotary">The design that this rule belongs to.</param>
    public abstract double Scale(double frequency, int pair, RotaryDesign rotary);

    /// <summary>What cosines and sines are multiplied by.</summary>
    public virtual double Temperature => 1;

    /// <summary>Relations between values that no single setter can see.</summary>
    internal virtual void Check() { }
}

/// <summary>Every wavelength grows by the factor.</summary>
public sealed record LinearScaling : RotaryScaling
{
    /// <inheritdoc/>
    public override double Scale(double frequency, int pair, RotaryDesign rotary) => frequency / Factor;
}

/// <summary>Long wavelengths grow by the factor, short ones stay, those between are blended.</summary>
public sealed record Llama3Scaling : RotaryScaling
{
    /// <summary>Context that the model was first raised on, in tokens.</summary>
    public required int OriginalContext { get; init => field = Must.BePositive(value); }

    /// <summary>Wavelengths above the original context over this grow by the whole factor.</summary>
    public required double LowFrequencyFactor { get; init => field = Must.BePositive(value); }

    /// <summary>Wavelengths below the original context over this stay as they are.</summary>
    public required double HighFrequencyFactor { get; init => field = Must.BePositive(value); }

    /// <inheritdoc/>
    public override double Scale(double frequency, int pair, RotaryDesign rotary)
    {
        var turns = OriginalContext * frequency / Math.Tau;
        var kept = (turns - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor);
        return frequency * double.Lerp(1 / Factor, 1, Math.Clamp(kept, 0, 1));
    }

    internal override void Check() => Must.BeAbove(
        nameof(HighFrequencyFactor), HighFrequencyFactor, nameof(LowFrequencyFactor), LowFrequencyFactor);
}

/// <summary>Blends by the pair's index between the pairs that turn often and those that hardly turn.</summary>
public sealed record YarnScaling : RotaryScaling
{
    /// <summary>Context that the model was first raised on, in tokens.</summary>
    public required int OriginalContext { get; init => field = Must.BePositive(value); }

    /// <summary>Pairs that turn more often than this over the original context stay as they are.</summary>
    public required double FastTurns { get; init => field = Must.BePositive(value); }

    /// <summary>Pairs that turn less often than this grow by the whole factor.</summary>
    public required double SlowTurns { get; init => field = Must.BePositive(value); }

    /// <inheritdoc/>
    public override double Temperature => 0.1 * Math.Log(Factor) + 1;

    /// <inheritdoc/>
    public override double Scale(double frequency, int pair, RotaryDesign rotary)
    {
        var first = Math.Max(0, Math.Floor(PairThatTurns(FastTurns, rotary)));
        var last = Math.Min(rotary.Dim - 1, Math.Ceiling(PairThatTurns(SlowTurns, rotary)));
        var squeezed = Math.Clamp((pair - first) / Math.Max(last - first, 1e-3), 0, 1);
        return frequency * double.Lerp(1, 1 / Factor, squeezed);
    }

    internal override void Check() => Must.BeAbove(nameof(FastTurns), FastTurns, nameof(SlowTurns), SlowTurns);

    private double PairThatTurns(double turns, RotaryDesign rotary) =>
        rotary.Dim * Math.Log(OriginalContext / (turns * Math.Tau)) / (2 * Math.Log(rotary.Theta));
}
