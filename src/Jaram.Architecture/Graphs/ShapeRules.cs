// Matrices that were merged into one are cut apart again.

namespace Jaram.Architecture.Graphs;

/// <summary>Slices and pieces side by side.</summary>
internal static class ShapeRules
{
    /// <inheritdoc cref="Rewrite"/>
    public static int? Cut(Sketch sketch, Operator op, ReadOnlySpan<int> inputs)
    {
        if (op is Concat) return Join(sketch, [.. inputs]);
        if (op is not Slice slice) return null;
        var (below, from) = sketch[inputs[0]];
        switch (below)
        {
            case Slice inner: return sketch.Put(new Slice(inner.From + slice.From, slice.Count), from[0]);
            case Linear { Bank: 1 } linear:
                return sketch.Put(Linear.Make(slice.Count, linear.In, 1, (_, row, column) =>
                    linear.At(0, slice.From + row, column)), from[0]);
            case Gain gain:
                return sketch.Put(new Gain(gain.Weights.Slice(slice.From, slice.Count)), sketch.Put(slice, from[0]));
            case Bias bias:
                return sketch.Put(new Bias(bias.Weights.Slice(slice.From, slice.Count)), sketch.Put(slice, from[0]));
            case Scale or Shift or Apply { Function: not "softmax" }:
                return sketch.Put(below, sketch.Put(slice, from[0]));
            case Sum: return sketch.Put(below, [.. from.Select(input => sketch.Put(slice, input))]);
            case Product when sketch.WidthOf(from[0]) == sketch.WidthOf(from[1]):
                return sketch.Put(below, sketch.Put(slice, from[0]), sketch.Put(slice, from[1]));
            case Concat:
                var at = 0;
                foreach (var part in from)
                {
                    if (slice.From >= at && slice.From + slice.Count <= at + sketch.WidthOf(part))
                        return sketch.Put(slice with { From = slice.From - at }, part);
                    at += sketch.WidthOf(part);
                }
                return null;
            default: return null;
        }
    }

    /// <summary>Pieces within pieces are one row of pieces.</summary>
    private static int? Join(Sketch sketch, int[] inputs) =>
        inputs.Any(input => sketch[input].Operator is Concat)
            ? sketch.Put(new Concat(), [.. inputs.SelectMany(input =>
                sketch[input].Operator is Concat ? sketch[input].Inputs.ToArray() : [input])])
            : null;
}
