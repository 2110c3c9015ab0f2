// YaRN: pairs that turn often stay, pairs that hardly turn are squeezed, and scores grow warmer.
// Source: arXiv:2309.00071, section 3, with its authors' ramp over pairs (jquesnelle/yarn).

namespace Jaram.Architecture.Blocks;

/// <summary>Blends by the pair's index between the pairs that turn often and those that hardly turn.</summary>
public sealed record YarnScaling : RotaryScaling
{
    /// <summary>Context that the model was first raised on, in tokens.</summary>
    public required int OriginalContext { get; init => field = Must.BePositive(value); }

    /// <summary>Pairs that turn more often than this over the original context stay as they are.</summary>
    public required double FastTurns { get; init => field = Must.BePositive(value); }

    /// <summary>Pairs that turn less often than this grow by the whole factor.</summary>
    public required double SlowTurns { get; init => field = Must.BePositive(value); }

    /// <summary>Warmth of turning and of other channels apart; absent for the paper's, which warms turning channels
    /// alone, by a = 1.</summary>
    public YarnWarmth? Warmth { get; init; }

    /// <inheritdoc/>
    public override double Temperature => Warmth is { } warmth ? Warm(warmth.Turned) / Warm(warmth.All) : Warm(1);

    /// <inheritdoc/>
    public override double ScoreFactor => Warmth is { } warmth ? Warm(warmth.All) * Warm(warmth.All) : 1;

    /// <inheritdoc/>
    public override double Scale(double frequency, int pair, RotaryDesign rotary)
    {
        var first = Math.Max(0, Math.Floor(PairThatTurns(FastTurns, rotary)));
        var last = Math.Min(rotary.Dim - 1, Math.Ceiling(PairThatTurns(SlowTurns, rotary)));
        var squeezed = Math.Clamp((pair - first) / Math.Max(last - first, 1e-3), 0, 1);
        return frequency * double.Lerp(1, 1 / Factor, squeezed);
    }

    internal override void Check() => Must.BeAbove(nameof(FastTurns), FastTurns, nameof(SlowTurns), SlowTurns);

    private double Warm(double a) => 0.1 * a * Math.Log(Factor) + 1;

    private double PairThatTurns(double turns, RotaryDesign rotary) =>
        rotary.Dim * Math.Log(OriginalContext / (turns * Math.Tau)) / (2 * Math.Log(rotary.Theta));
}
