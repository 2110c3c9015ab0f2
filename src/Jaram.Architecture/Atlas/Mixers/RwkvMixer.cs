// RWKV-5's time mixing: a state per head with a decay of each channel that does not depend on the token.
// Source: Eagle, arXiv:2404.05892, section 3.

using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Atlas.Mixers;

/// <summary>RWKV-5.</summary>
public sealed record RwkvMixer : Mixer
{
    private const int Shifted = 4, WidthMatrices = 5;

    /// <summary>Heads.</summary>
    public required int Heads { get; init => field = Must.BePositive(value); }

    /// <summary>Channels of a head.</summary>
    public required int HeadDim { get; init => field = Must.BePositive(value); }

    /// <inheritdoc/>
    public override long Parameters(int width, NormBlueprint norm) =>
        WidthMatrices * Inner * width + (long)Shifted * width
        + 4 * Inner                                                     // decay and bonus, and the heads' norm
        + 2L * width;                                                   // shifts of the channel mixing after it

    /// <inheritdoc/>
    public override double Flops(int width, Work work) => 2.0 * WidthMatrices * Inner * width + 4.0 * Inner * HeadDim;

    /// <inheritdoc/>
    public override Kept Keeps(int width) => new() { Recurrent = Inner * HeadDim, Convolved = 2L * width };

    internal override void Check() { }

    private long Inner => (long)Heads * HeadDim;
}
