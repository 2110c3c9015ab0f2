// How a raw value becomes a share of an item's points.
// Source: MSIT 2026-01-15 and 2026-08-18 (linear, Likert, trimmed mean, ratio to target, first is full); ramp: ours.

using Jaram.Assay.Scorecards.Points;

namespace Jaram.Assay.Scorecards.Rubrics;

/// <summary>A scale.</summary>
public abstract record Scale
{
    private Scale()
    {
    }

    /// <summary>Raw values that can be, where they have bounds.</summary>
    public virtual Bounds Range => Bounds.Between(0, 1);

    /// <summary>Every bound of a raw value must lie in the range.</summary>
    public virtual bool IsBounded => true;

    /// <summary>The share of the points, from 0 to 1.</summary>
    /// <param name="raw">The candidate's.</param>
    /// <param name="others">Those of all others.</param>
    public abstract Bounds Share(Bounds raw, IReadOnlyList<Bounds> others);

    /// <summary>The share where nothing is known.</summary>
    /// <param name="others">Raw values of all others.</param>
    public virtual Bounds Unknown(IReadOnlyList<Bounds> others) => Bounds.Between(0, 1);

    /// <summary>raw / max; a value outside is a mistake, and refused.</summary>
    /// <param name="Max">The value that has all points.</param>
    public sealed record Linear(decimal Max) : Scale
    {
        /// <inheritdoc/>
        public override Bounds Range => Bounds.Between(0, Max);

        /// <inheritdoc/>
        public override Bounds Share(Bounds raw, IReadOnlyList<Bounds> others) => raw.Through(value => value / Max);
    }

    /// <summary>No points at one value, all at another, above or below it; what lies beyond either counts as it.
    /// </summary>
    /// <param name="Zero">The value without points.</param>
    /// <param name="Full">The value with all.</param>
    public sealed record Ramp(decimal Zero, decimal Full) : Scale
    {
        /// <inheritdoc/>
        public override bool IsBounded => false;

        /// <inheritdoc/>
        public override Bounds Share(Bounds raw, IReadOnlyList<Bounds> others) =>
            raw.Through(value => Math.Clamp((value - Zero) / (Full - Zero), 0, 1));
    }

    /// <summary>The mean of answers from one number to another, over the greater: the least answer has points too.
    /// </summary>
    /// <param name="Min">The least answer.</param>
    /// <param name="Max">The greatest.</param>
    public sealed record Likert(decimal Min, decimal Max) : Scale
    {
        /// <inheritdoc/>
        public override Bounds Range => Bounds.Between(Min, Max);

        /// <inheritdoc/>
        public override Bounds Unknown(IReadOnlyList<Bounds> others) => Share(Range, others);

        /// <inheritdoc/>
        public override Bounds Share(Bounds raw, IReadOnlyList<Bounds> others) => raw.Through(value => value / Max);
    }

    /// <summary>Marks of a panel, the highest and the lowest dropped, averaged; they are points already.</summary>
    /// <param name="DropHigh">How many of the highest.</param>
    /// <param name="DropLow">How many of the lowest.</param>
    /// <param name="Max">The highest mark that can be given.</param>
    public sealed record TrimmedMean(int DropHigh, int DropLow, decimal Max) : Scale
    {
        /// <inheritdoc/>
        public override Bounds Range => Bounds.Between(0, Max);

        /// <inheritdoc/>
        public override Bounds Share(Bounds raw, IReadOnlyList<Bounds> others) => raw.Through(value => value / Max);
    }

    /// <summary>What was reached over what was aimed at; more than that has no more than all points.</summary>
    /// <param name="Target">What was aimed at; 1 where raw values are ratios already.</param>
    /// <param name="Better">Which way is better.</param>
    public sealed record RatioToTarget(decimal Target, Better Better) : Scale
    {
        /// <inheritdoc/>
        public override bool IsBounded => false;

        /// <inheritdoc/>
        public override Bounds Share(Bounds raw, IReadOnlyList<Bounds> others) => raw.Through(Reached);

        private decimal Reached(decimal value) => Better == Better.More
            ? Math.Clamp(value / Target, 0, 1)
            : value <= Target ? 1 : Target / value;
    }

    /// <summary>The best has all points, whatever it has; the others in proportion. The raw value beside it tells what
    /// that hides.</summary>
    /// <param name="Min">The least value that can be.</param>
    /// <param name="Max">The greatest.</param>
    public sealed record FirstIsFull(decimal Min, decimal Max) : Scale
    {
        /// <inheritdoc/>
        public override Bounds Range => Bounds.Between(Min, Max);

        /// <inheritdoc/>
        public override Bounds Unknown(IReadOnlyList<Bounds> others) => Share(Range, others);


        /// <inheritdoc/>
        public override Bounds Share(Bounds raw, IReadOnlyList<Bounds> others)
        {
            decimal Of(decimal own, Func<Bounds, decimal> theirs) =>
                own == 0 ? 0 : own / others.Select(theirs).Append(own).Max();
            return new(Of(raw.Low, other => other.High), Of(raw.Value, other => other.Value),
                Of(raw.High, other => other.Low));
        }
    }
}

/// <summary>Which way a raw value is better.</summary>
public enum Better
{
    /// <summary>More is.</summary>
    More,

    /// <summary>Less is.</summary>
    Less,
}
