// How far one step can move a weight, by the rule that trains it: from the rates alone, whatever the gradient was.
// Source: Cauchy-Schwarz on Adam's moments (arXiv:1412.6980, section 2.1); Muon moves a matrix by its rate times a
// direction of Frobenius norm √min(m, n), see Jaram.Training's MuonGroup.
//
//   β1, β2 Adam's memories · δ error of a saved memory, 2^-bits · η rate · λ decay · m × n a matrix

using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Weights;

/// <summary>The rule that trains a weight, with its rates at the schedule's height.</summary>
public abstract record StepRule
{
    private protected StepRule() { }

    /// <summary>How far some steps can move a tensor.</summary>
    /// <param name="steps">Their shares of the rates.</param>
    /// <param name="shape">The tensor's sizes.</param>
    internal abstract Reach Over(IReadOnlyList<StepRecord> steps, IReadOnlyList<long> shape);

    /// <summary>AdamW (arXiv:1711.05101, algorithm 2); no element moves further than c·η and its decay.</summary>
    /// <param name="Rate">η</param>
    /// <param name="Decay">λ</param>
    /// <param name="Beta1">β1</param>
    /// <param name="Beta2">β2</param>
    /// <param name="MemoryBits">Significant bits that both moments keep at a save; 24 for all.</param>
    public sealed record AdamW(double Rate, double Decay, double Beta1, double Beta2, int MemoryBits) : StepRule
    {
        /// <summary>Whether moments may be another model's, carried over: they are old while the count of steps is
        /// young, so the correction for young moments overshoots.</summary>
        internal bool IsCarriedOver { get; init; }

        /// <summary>The greatest |m̂|/√v̂ after t steps from nothing; the greatest of all if the moments are older.
        /// Saves may have made m larger and v smaller by a share δ each step.</summary>
        internal double Most(long t)
        {
            var error = MemoryBits >= Rounding.All ? 0 : Math.ScaleB(1, -MemoryBits);
            var ratio = Math.Pow(Beta1 * (1 + error), 2) / (Beta2 * (1 - error));
            if (IsCarriedOver)
                return ratio >= 1 ? double.PositiveInfinity : Math.Sqrt(1 / (1 - ratio) / (1 - Beta2)) * (1 - Beta1)
                    * Math.Max(1, Math.Sqrt(1 - Math.Pow(Beta2, t)) / (1 - Math.Pow(Beta1, t)));
            var sum = Math.Abs(1 - ratio) < 1e-12 ? t : (1 - Math.Pow(ratio, t)) / (1 - ratio);
            var early = (1 - Beta1) / (1 - Math.Pow(Beta1, t))
                * Math.Sqrt((1 - Math.Pow(Beta2, t)) / (1 - Beta2) * sum);
            return Math.Max(early, (1 - Beta1) * Math.Sqrt(sum / (1 - Beta2)));
        }

        internal override Reach Over(IReadOnlyList<StepRecord> steps, IReadOnlyList<long> shape) => new(
            Each: steps.Sum(step => Rate * step.Rate * Most(step.Step)),
            Whole: double.PositiveInfinity,
            Decay: steps.Sum(step => Rate * step.Rate * Decay), steps.Count);
    }

    /// <summary>Muon: the whole matrix moves by η √max(1, m/n) √min(m, n) and its decay, in the Frobenius
    /// norm.</summary>
    /// <param name="Rate">η</param>
    /// <param name="Decay">λ, which follows the schedule too</param>
    public sealed record Muon(double Rate, double Decay) : StepRule
    {
        internal override Reach Over(IReadOnlyList<StepRecord> steps, IReadOnlyList<long> shape)
        {
            var (rows, columns) = ((double)shape[0], (double)shape[1]);
            var scale = Rate * Math.Sqrt(Math.Max(1, rows / columns));
            return new(
                Each: double.PositiveInfinity,
                Whole: steps.Sum(step => step.Rate * scale * Math.Sqrt(Math.Min(rows, columns))),
                Decay: steps.Sum(step => step.Rate * scale * Decay * step.Rate), steps.Count);
        }
    }

    /// <summary>Pushed up or down by the same amount at each step, whatever the schedule says: an expert's
    /// bias.</summary>
    /// <param name="By">How much.</param>
    public sealed record Nudged(double By) : StepRule
    {
        internal override Reach Over(IReadOnlyList<StepRecord> steps, IReadOnlyList<long> shape) =>
            new(steps.Count * By, double.PositiveInfinity, 0, steps.Count);
    }

    /// <summary>Never changed.</summary>
    public sealed record Kept : StepRule
    {
        internal override Reach Over(IReadOnlyList<StepRecord> steps, IReadOnlyList<long> shape) => new(0, 0, 0, 0);
    }

    /// <summary>May become anything: a count.</summary>
    public sealed record Free : StepRule
    {
        internal override Reach Over(IReadOnlyList<StepRecord> steps, IReadOnlyList<long> shape) =>
            new(double.PositiveInfinity, double.PositiveInfinity, 0, steps.Count);
    }
}

/// <summary>How far some steps can move a tensor.</summary>
/// <param name="Each">One element, without decay.</param>
/// <param name="Whole">Its L2 norm, without decay.</param>
/// <param name="Decay">The share by which decay can make it smaller: Σ ηλ.</param>
/// <param name="Steps">How many steps.</param>
internal readonly record struct Reach(double Each, double Whole, double Decay, int Steps)
{
    /// <summary>Room for the rounding of the optimizer's own arithmetic.</summary>
    private const double Slack = 1e-3, Ulp = 1.0 / (1 << 24), Tiny = 1e-12;

    /// <summary>How far a number may be from where it was.</summary>
    /// <param name="limit">Its reach without decay.</param>
    /// <param name="before">Its size before.</param>
    /// <param name="after">Its size after.</param>
    /// <param name="bits">Significant bits that numbers keep at a save.</param>
    internal double Bound(double limit, double before, double after, int bits) =>
        (limit + Decay * (before + limit)) * (1 + Slack) + Tiny
        + Math.Max(before, after) * (Steps * Ulp + (bits >= Rounding.All ? 0 : Math.ScaleB(1, -bits)));
}
