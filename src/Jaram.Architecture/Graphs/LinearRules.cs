// Matrices, gains and biases that follow each other are one, unless the first makes the signal narrow: a low rank
// stays.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>Learnt numbers that another learnt number could hold.</summary>
internal static class LinearRules
{
    /// <inheritdoc cref="Rewrite"/>
    public static int? Fold(Sketch sketch, Operator op, ReadOnlySpan<int> inputs) => op switch
    {
        Linear linear => Fold(sketch, linear, inputs[0]),
        Gain gain => Fold(sketch, gain, inputs[0]),
        Bias bias when sketch[inputs[0]] is { Operator: Bias below, Inputs: [var from] } =>
            sketch.Put(new Bias([.. bias.Weights.Zip(below.Weights, (a, b) => a + b)]), from),
        _ => null,
    };

    private static int? Fold(Sketch sketch, Linear linear, int input)
    {
        var (below, from) = sketch[input];
        switch (below)
        {
            case Gain gain:
                return sketch.Put(Linear.Make(linear.Out, linear.In, linear.Bank, (expert, row, column) =>
                    linear.At(expert, row, column) * gain.Weights[gain.Weights.Length == linear.In ? column
                        : expert * linear.In + column]), from[0]);
            case Bias bias when linear.Bank == 1:
                return sketch.Put(new Bias([.. Enumerable.Range(0, linear.Out).Select(row =>
                    bias.Weights.Index().Sum(b => linear.At(0, row, b.Index) * b.Item))]), sketch.Put(linear, from[0]));
            case Linear { Bank: 1 } inner when linear.Bank == 1 && inner.Out >= Math.Min(inner.In, linear.Out):
                return sketch.Put(Linear.Make(linear.Out, inner.In, 1, (_, row, column) =>
                    Enumerable.Range(0, linear.In).Sum(i => linear.At(0, row, i) * inner.At(0, i, column))), from[0]);
            case Concat when linear.Bank == 1: return Part(sketch, linear, from);
            default: return null;
        }
    }

    /// <summary>A matrix of pieces side by side is a sum of matrices.</summary>
    private static int Part(Sketch sketch, Linear linear, ImmutableArray<int> pieces)
    {
        var (parts, at) = (new int[pieces.Length], 0);
        for (var i = 0; i < parts.Length; i++)
        {
            var (first, width) = (at, sketch.WidthOf(pieces[i]));
            parts[i] = sketch.Put(
                Linear.Make(linear.Out, width, 1, (_, row, column) => linear.At(0, row, first + column)), pieces[i]);
            at += width;
        }
        return sketch.Put(new Sum(), parts);
    }

    private static int? Fold(Sketch sketch, Gain gain, int input)
    {
        var (below, from) = sketch[input];
        return below switch
        {
            Gain inner => sketch.Put(new Gain([.. gain.Weights.Zip(inner.Weights, (a, b) => a * b)]), from[0]),
            Bias bias => sketch.Put(new Bias([.. gain.Weights.Zip(bias.Weights, (a, b) => a * b)]),
                sketch.Put(gain, from[0])),
            Linear { Bank: 1 } linear => sketch.Put(Linear.Make(linear.Out, linear.In, 1, (_, row, column) =>
                linear.At(0, row, column) * gain.Weights[row]), from[0]),
            _ => null,
        };
    }
}
