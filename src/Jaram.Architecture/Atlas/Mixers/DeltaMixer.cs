// Linear attention by the delta rule: a state of fixed size from which each token first takes what it will write.
// Source: gated DeltaNet arXiv:2412.06464, section 3; Kimi delta attention (a decay a channel) arXiv:2510.26692,
// section 3.

using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Atlas.Mixers;

/// <summary>How a delta rule forgets.</summary>
public enum Decay
{
    /// <summary>A number for each head (gated DeltaNet).</summary>
    Head,

    /// <summary>A number for each key channel (Kimi delta attention).</summary>
    Channel,
}

/// <summary>Keys and values are written into a matrix per head.</summary>
public sealed record DeltaMixer : Mixer
{
    /// <summary>How the state is forgotten.</summary>
    public required Decay Decay { get; init; }

    /// <summary>Heads of queries and keys; they divide those of values.</summary>
    public required int KeyHeads { get; init => field = Must.BePositive(value); }

    /// <summary>Heads of values, each with a state.</summary>
    public required int ValueHeads { get; init => field = Must.BePositive(value); }

    /// <summary>Channels of a head's query and key.</summary>
    public required int KeyDim { get; init => field = Must.BePositive(value); }

    /// <summary>Channels of a head's value.</summary>
    public required int ValueDim { get; init => field = Must.BePositive(value); }

    /// <summary>Tokens that the short convolutions on queries, keys and values span; 0 for none.</summary>
    public int Taps { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Rank of the decay of each channel; 0 for a full matrix.</summary>
    public int DecayRank { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Rank of the output gate; 0 for a full matrix.</summary>
    public int GateRank { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Whether writing may turn what was there around: β reaches 2.</summary>
    public bool NegativeEigenvalues { get; init; }

    /// <summary>Bound of the decay's logarithm from below; 0 for none.</summary>
    public double DecayFloor
    {
        get;
        init => field = value <= 0
            ? value
            : throw Must.Refusal(nameof(DecayFloor), value, "must not be above 0", "use 0 to leave it out");
    }

    /// <inheritdoc/>
    public override long Parameters(int width, NormBlueprint norm) =>
        Matrices(width) + Convolved * Taps + ValueDim
        + (Decay == Decay.Head ? 2L * ValueHeads : ValueHeads + (long)ValueHeads * KeyDim);     // speeds and shifts

    /// <inheritdoc/>
    public override double Flops(int width, Work work) =>
        2.0 * (Matrices(width) + Convolved * Taps) + 6.0 * State;

    /// <inheritdoc/>
    public override Kept Keeps(int width) =>
        new() { Recurrent = State, Convolved = Convolved * Math.Max(0, Taps - 1) };

    internal override void Check()
    {
        Must.BeMultiple(nameof(ValueHeads), ValueHeads, nameof(KeyHeads), KeyHeads);
        if (Decay == Decay.Head && DecayRank > 0)
            throw Must.Refusal(nameof(DecayRank), DecayRank, "must be 0 with a decay of each head", "leave it out");
    }

    private long Key => (long)KeyHeads * KeyDim;

    private long Value => (long)ValueHeads * ValueDim;

    private long State => (long)ValueHeads * KeyDim * ValueDim;

    private long Convolved => 2 * Key + Value;

    private long Matrices(int width) =>
        width * (Convolved + ValueHeads) + Value * width + LowRank(width, Value, GateRank)
        + (Decay == Decay.Head ? (long)width * ValueHeads : LowRank(width, (long)ValueHeads * KeyDim, DecayRank));

    private static long LowRank(int width, long to, int rank) => rank == 0 ? width * to : rank * (width + to);
}
