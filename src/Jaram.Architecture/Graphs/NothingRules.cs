namespace Jaram.Architecture.Graphs;

/// <summary>Branches that give nothing, and operators that do nothing.</summary>
internal static class NothingRules
{
    /// <inheritdoc cref="Rewrite"/>
    public static int? Drop(Sketch sketch, Operator op, ReadOnlySpan<int> inputs)
    {
        switch (op)
        {
            case Scale { By: 0 }: return sketch.Put(new Nothing(sketch.WidthOf(inputs[0])), 0);
            case Scale { By: 1 }:
            case Gain { Weights: var g } when g.All(number => number == 1):
            case Bias { Weights: var b } when b.All(number => number == 0):
            case Slice { From: 0, Count: var count } when count == sketch.WidthOf(inputs[0]):
            case Permute { Order: var order } when order.Index().All(place => place.Item == place.Index):
            case Concat when inputs.Length == 1:
            case Sum when inputs.Length == 1:
            case Convolve { Taps: 1, Weights: var w } when w.All(number => number == 1):
                return inputs[0];
            case Linear { Weights: var w } when w.All(number => number == 0):
            case Convolve { Weights: var taps } when taps.All(number => number == 0):
                return NothingLike(sketch, op, inputs);
        }
        return op is Linear or Scale or Gain or Slice or Permute or Rotate or Convolve or Shift
            && IsNothing(sketch, inputs[0])
            || op is Product && (IsNothing(sketch, inputs[0]) || IsNothing(sketch, inputs[1]))
            || op is Mix or Blend or Spread && IsNothing(sketch, inputs[1])
            ? NothingLike(sketch, op, inputs)
            : null;
    }

    /// <summary>Whether a node gives nothing.</summary>
    public static bool IsNothing(Sketch sketch, int node) => sketch[node].Operator is Nothing;

    private static int NothingLike(Sketch sketch, Operator op, ReadOnlySpan<int> inputs)
    {
        var widths = new int[inputs.Length];
        for (var i = 0; i < inputs.Length; i++) widths[i] = sketch.WidthOf(inputs[i]);
        return sketch.Put(new Nothing(op.WidthOf(widths)), 0);
    }
}
