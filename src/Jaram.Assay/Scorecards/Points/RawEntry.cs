// What an evaluator entered, as a raw value of an item.
// Source: MSIT 2026-08-18 (a panel's highest and lowest mark are dropped); Student's interval of the marks that count.

using System.Collections.Immutable;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Statistics;

namespace Jaram.Assay.Scorecards.Points;

/// <summary>Makes one number of an entry.</summary>
internal static class RawEntry
{
    private const double Confidence = 0.95;
    private const int Places = 6;

    /// <summary>The raw value.</summary>
    /// <exception cref="AssayException">The entry does not fit the item's scale, or lies outside of it.</exception>
    public static Bounds Of(RubricItem item, ItemEntry entry, string candidate)
    {
        var where = $"{candidate}: {item.Id}";
        var raw = (entry, item.Scale) switch
        {
            ({ Value: { } value, Marks: null, Ratios: null }, _) =>
                Ordered(new(entry.Low ?? value, value, entry.High ?? value), where),
            ({ Value: null, Marks: { } marks, Ratios: null }, Scale.TrimmedMean trim) => Trimmed(marks, trim, where),
            ({ Value: null, Marks: { Length: > 0 } marks, Ratios: null }, not Scale.RatioToTarget) => Mean(marks, item),
            ({ Value: null, Marks: null, Ratios: { Length: > 0 } ratios }, Scale.RatioToTarget) =>
                Mean([.. ratios.Select(one => Ratio(one, where))], item),
            _ => throw new AssayException($"{where}: enter one of value, marks and ratios (ratios for ratioToTarget "
                + "only, at least one number)"),
        };
        if (!item.Scale.IsBounded) return raw;
        foreach (var value in (ReadOnlySpan<decimal>)[raw.Value, .. entry.Marks ?? []])
            if (!item.Scale.Range.Holds(value))
                throw new AssayException(FormattableString.Invariant(
                    $"{where}: {value} lies outside of {item.Scale.Range.Low} to {item.Scale.Range.High}; correct it"));
        return new(Math.Max(raw.Low, item.Scale.Range.Low), raw.Value, Math.Min(raw.High, item.Scale.Range.High));
    }

    private static Bounds Trimmed(ImmutableArray<decimal> marks, Scale.TrimmedMean trim, string where)
    {
        var dropped = trim.DropHigh + trim.DropLow;
        if (marks.Length <= dropped)
            throw new AssayException($"{where}: {marks.Length} marks, of which {dropped} are dropped; enter more");
        return Mean([.. marks.Order().Skip(trim.DropLow).SkipLast(trim.DropHigh)]);
    }

    private static Bounds Mean(ImmutableArray<decimal> marks, RubricItem item) => item.Scale is Scale.RatioToTarget
        ? Bounds.Exact(marks.Average())
        : Mean(marks);

    /// <summary>The mean, and what another panel of that size may as well have given.</summary>
    private static Bounds Mean(ImmutableArray<decimal> marks)
    {
        var mean = marks.Average();
        if (marks.Length < 2) return Bounds.Exact(mean);
        var interval = Interval.OfMean(new Sample(marks.Select(mark => (double)mark)), Confidence);
        return new(Math.Min(mean, Math.Round((decimal)interval.Low, Places)), mean,
            Math.Max(mean, Math.Round((decimal)interval.High, Places)));
    }

    private static decimal Ratio(TargetEntry one, string where) => one.Target > 0 ? one.Value / one.Target
        : throw new AssayException(FormattableString.Invariant(
            $"{where}: a target must be above 0, got {one.Target}; correct it"));

    private static Bounds Ordered(Bounds raw, string where) => raw.Low <= raw.Value && raw.Value <= raw.High ? raw
        : throw new AssayException(FormattableString.Invariant(
            $"{where}: low {raw.Low}, value {raw.Value}, high {raw.High} are not in order; correct them"));
}
