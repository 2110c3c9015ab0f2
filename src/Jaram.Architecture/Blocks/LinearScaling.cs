// Position interpolation: the new context is squeezed evenly into the old one.
// Source: arXiv:2306.15595, section 2.

namespace Jaram.Architecture.Blocks;

/// <summary>Every wavelength grows by the factor.</summary>
public sealed record LinearScaling : RotaryScaling
{
    /// <inheritdoc/>
    public override double Scale(double frequency, int pair, RotaryDesign rotary) => frequency / Factor;
}
