// Test T0: the same numbers in the same places. What chance gives is measured on the same numbers, one model's rows
// moved on by one: few values of 16 bits make chance equality common, and zeros make it certain.
// Source: ours.

using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;
using Jaram.Exchange.Tensors;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>How many numbers of a component are equal.</summary>
/// <param name="Tensors">Tensors of one place and shape in both.</param>
/// <param name="Identical">Those of them that are equal to the last number, and say something.</param>
/// <param name="Equal">Share of equal numbers among those looked at.</param>
/// <param name="Chance">The same with rows moved on by one.</param>
/// <param name="Numbers">Numbers looked at.</param>
public sealed record ValueEquality(int Tensors, int Identical, double Equal, double Chance, long Numbers)
{
    private const int Few = 16, Piece = 1 << 18, Least = 4096;

    /// <summary>Compares a component of two models; norms too, whose equality is only shown.</summary>
    internal static ValueEquality Of(Anatomy one, Anatomy other, Component component)
    {
        var (tensors, identical, equal, chance, numbers) = (0, 0, 0L, 0L, 0L);
        foreach (var (mine, place) in one.Tensors)
        {
            if (place.Component != component || mine.Count == 0
                || !other.TryFindTwin(mine, place, out var twin)) continue;
            tensors++;
            var (view, its) = (UnitView.Rows(mine), UnitView.Rows(twin));
            var (rows, columns) = (Sampling.Some(view.Units, Few), Sampling.All(view.Features));
            var count = rows.Length * columns.Length;
            using var a = new Pooled<float>(count);
            using var b = new Pooled<float>(count);
            view.Read(one.Subject.Tensors, rows, columns, a.Memory);
            its.Read(other.Subject.Tensors, rows, columns, b.Memory);
            var (same, shifted) = (Count(a.Span, b.Span, 0), Count(a.Span, b.Span, columns.Length));
            (equal, chance, numbers) = (equal + same, chance + shifted, numbers + count);
            if (same == count && 2 * shifted < count && mine.Count >= Least
                && IsIdentical(one.Subject.Tensors, mine, other.Subject.Tensors, twin)) identical++;
        }
        return new(tensors, identical, numbers == 0 ? 0 : (double)equal / numbers,
            numbers == 0 ? 0 : (double)chance / numbers, numbers);
    }

    /// <summary>Whether the equality is more than numbers of few digits give.</summary>
    /// <param name="least">The share of equal numbers that counts.</param>
    /// <param name="times">How many times chance that must be.</param>
    public bool Speaks(double least, double times) =>
        Identical > 0 || Numbers >= Least && Equal >= least && Equal >= times * Chance;

    private static long Count(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int shift)
    {
        var count = 0L;
        for (var at = 0; at < a.Length; at++)
            if (a[at] == b[(at + shift) % b.Length]) count++;
        return count;
    }

    private static bool IsIdentical(ITensorSource one, SourceTensor mine, ITensorSource other, SourceTensor twin)
    {
        var row = (int)mine.RowLength;
        var piece = Math.Max(1, Piece / row) * row;
        using var a = new Pooled<float>(piece);
        using var b = new Pooled<float>(piece);
        for (var from = 0L; from < mine.Count; from += piece)
        {
            var count = (int)Math.Min(piece, mine.Count - from);
            one.Read(mine, from, a.Span[..count]);
            other.Read(twin, from, b.Span[..count]);
            if (!a.Span[..count].SequenceEqual(b.Span[..count])) return false;
        }
        return true;
    }
}
