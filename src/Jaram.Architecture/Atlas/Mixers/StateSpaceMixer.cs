// A state-space layer whose decay is one number a head.
// Source: Mamba-2, arXiv:2405.21060, section 7; state-spaces/mamba, mamba_ssm/modules/mamba2.py.

using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Atlas.Mixers;

/// <summary>Mamba-2.</summary>
public sealed record StateSpaceMixer : Mixer
{
    /// <summary>Heads.</summary>
    public required int Heads { get; init => field = Must.BePositive(value); }

    /// <summary>Channels of a head.</summary>
    public required int HeadDim { get; init => field = Must.BePositive(value); }

    /// <summary>Numbers of state a channel.</summary>
    public required int State { get; init => field = Must.BePositive(value); }

    /// <summary>Groups of heads that share what is written and read; they divide the heads.</summary>
    public required int Groups { get; init => field = Must.BePositive(value); }

    /// <summary>Tokens that the short convolution spans.</summary>
    public required int Taps { get; init => field = Must.BePositive(value); }

    /// <summary>Whether the gated output is normalised with a learnt gain.</summary>
    public bool OutputNorm { get; init; }

    /// <inheritdoc/>
    public override long Parameters(int width, NormBlueprint norm) =>
        Matrices(width) + Convolved * (Taps + 1) + 3L * Heads + (OutputNorm ? Inner : 0);

    /// <inheritdoc/>
    public override double Flops(int width, Work work) =>
        2.0 * (Matrices(width) + Convolved * Taps) + 4.0 * Inner * State;

    /// <inheritdoc/>
    public override Kept Keeps(int width) => new() { Recurrent = Inner * State, Convolved = Convolved * (Taps - 1) };

    internal override void Check() => Must.BeMultiple(nameof(Heads), Heads, nameof(Groups), Groups);

    private long Inner => (long)Heads * HeadDim;

    private long Convolved => Inner + 2L * Groups * State;

    private long Matrices(int width) => width * (Inner + Convolved + Heads) + Inner * width;
}
