// Finds the shortest way to write each value, and with it what cannot be written at all.
// Source: the least fixed point of Knuth's generalisation of Dijkstra's algorithm, Inf. Process. Lett. 6 (1977) 1-5;
// here by repeated rounds, whose steps are counted.

namespace Jaram.Inference.Constraints;

/// <summary>Measures shapes.</summary>
internal static class Lengths
{
    /// <summary>Schemas whose shortest document is longer are refused.</summary>
    public const long MostBytes = 1_000_000;

    /// <summary>Sets the length of every shape.</summary>
    public static void Find(IReadOnlyList<ValueShape> shapes, Work work)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var shape in shapes.Reverse()) // parts are made after what holds them
            {
                work.Spend(1 + shape.Objects.Sum(o => o.Slots.Count + o.RestNames.Sum(names => names.Count))
                    + shape.Lists.Sum(l => l.Prefix.Count) + shape.Scalars.Sum(scalar => scalar.Count), "#");
                var length = Of(shape);
                changed |= length < shape.Shortest;
                shape.Shortest = length;
            }
        }
    }

    private static long Of(ValueShape shape)
    {
        var least = shape.Shortest;
        if (least == ValueShape.Never)
            foreach (var scalar in shape.Scalars) least = Math.Min(least, scalar.Shortest(_ => true));
        foreach (var (length, _) in shape.Texts) least = Math.Min(least, 2 + length);
        foreach (var obj in shape.Objects) least = Math.Min(least, obj.Shortest = Of(obj));
        foreach (var list in shape.Lists) least = Math.Min(least, list.Shortest = Of(list));
        return least;
    }

    private static long Of(ObjectShape obj)
    {
        var length = 1L;
        var count = 0L;
        foreach (var slot in obj.Slots.Where(slot => slot.IsRequired))
            (length, count) = (length + slot.Name.Length + 2 + slot.Value.Shortest, count + 1);
        var rest = Rest(obj) + 2;
        foreach (var extra in obj.Slots.Where(slot => !slot.IsRequired)
            .Select(slot => slot.Name.Length + 2 + slot.Value.Shortest).Order())
        {
            if (count >= obj.Least || extra > rest) break;
            (length, count) = (length + extra, count + 1);
        }
        if (count < obj.Least) length += Times(obj.Least - count, rest);
        return count > obj.Most ? ValueShape.Never : Math.Min(Math.Max(2, length), ValueShape.Never);
    }

    private static long Rest(ObjectShape obj)
    {
        var least = ValueShape.Never;
        if (obj.RestNames.Count == 0) return obj.RestValues.Count == 0 ? least : 2 + obj.RestValues[0].Shortest;
        foreach (var (label, value) in obj.RestValues.Index())
            if (value.IsWritable) least = Math.Min(least, obj.RestNames[0].Shortest(l => l == label) + value.Shortest);
        return least;
    }

    private static long Of(ListShape list)
    {
        var length = 1L;
        if (list.Distinct.Count > 0 || list.Rest.Shortest == ValueShape.Never && list.Prefix.Count == 0)
        {
            if (list.Least > list.Distinct.Count) return ValueShape.Never;
            foreach (var text in list.Distinct.OrderBy(t => t.Length).Take(list.Least)) length += text.Length + 1;
            return Math.Max(2, length);
        }
        foreach (var item in list.Prefix.Take(list.Least)) length += item.Shortest + 1;
        if (list.Least > list.Prefix.Count) length += Times(list.Least - list.Prefix.Count, list.Rest.Shortest + 1);
        return Math.Min(Math.Max(2, length), ValueShape.Never);
    }

    private static long Times(long count, long each) =>
        count == 0 ? 0 : each >= ValueShape.Never / count ? ValueShape.Never : count * each;
}
