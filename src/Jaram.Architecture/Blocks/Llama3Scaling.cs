// Llama 3's piecewise rule: by how often a pair turns over the original context.
// Source: Llama 3.1's published config.json (rope_type llama3).

namespace Jaram.Architecture.Blocks;

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
