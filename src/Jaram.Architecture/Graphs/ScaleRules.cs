// Fixed factors end in the learnt numbers below or above them.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>Factors that training could as well have learnt.</summary>
internal static class ScaleRules
{
    /// <inheritdoc cref="Rewrite"/>
    public static int? Fold(Sketch sketch, Operator op, ReadOnlySpan<int> inputs)
    {
        if (op is Scale scale) return Sink(sketch, inputs[0], scale.By);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (sketch[inputs[i]] is not { Operator: Scale { By: var by }, Inputs: [var from] }) continue;
            int[] without = [.. inputs];
            without[i] = from;
            switch (op)
            {
                case Linear linear: return sketch.Put(Times(linear, by), from);
                case Gain gain: return sketch.Put(new Gain([.. gain.Weights.Select(g => g * by)]), from);
                case Normalise when by > 0: return sketch.Put(op, from);
                case Apply { Function: "relu" } when by > 0:
                case Rotate or Slice or Permute or Shift or Convolve or Product or Match or Turn or Spread:
                case Mix or Blend when i == 1:
                    return sketch.Put(new Scale(by), sketch.Put(op, without));
            }
        }
        return null;
    }

    /// <summary>Takes a factor down to learnt numbers; null if there are none to take it.</summary>
    private static int? Sink(Sketch sketch, int node, double by)
    {
        var (op, inputs) = sketch[node];
        int[] below = [.. inputs];
        switch (op)
        {
            case Scale scale: return sketch.Put(new Scale(scale.By * by), below);
            case Linear linear: return sketch.Put(Times(linear, by), below);
            case Gain gain: return sketch.Put(new Gain([.. gain.Weights.Select(g => g * by)]), below);
            case Bias bias when Sink(sketch, below[0], by) is { } sunk:
                return sketch.Put(new Bias([.. bias.Weights.Select(b => b * by)]), sunk);
            case Convolve filter: return sketch.Put(filter with { Weights = [.. filter.Weights.Select(w =>
                w * by)] }, below);
            case Rotate or Slice or Permute or Shift or Match or Product or Turn or Spread:
                return SinkInto(sketch, op, below, 0, by) ?? (op is Product ? SinkInto(sketch, op, below, 1, by)
                    : null);
            case Mix or Blend: return SinkInto(sketch, op, below, 1, by);
            default: return null;
        }
    }

    /// <summary>The factor goes into one input; of scores, into all queries.</summary>
    private static int? SinkInto(Sketch sketch, Operator op, int[] inputs, int which, double by)
    {
        for (var i = which; i < (op is Match ? inputs.Length : which + 1); i += 2)
        {
            if (Sink(sketch, inputs[i], by) is not { } sunk) return null;
            inputs[i] = sunk;
        }
        return sketch.Put(op, inputs);
    }

    private static Linear Times(Linear linear, double by) =>
        linear with { Weights = linear.Weights.Select(w => w * by).ToImmutableArray() };
}
