// An order of channels is a matter of names: it ends in the rows or columns of a matrix. Rotary pairs that are
// neighbours
// become halves, which is an order of channels too, the same for queries and keys.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>Orders of channels.</summary>
internal static class OrderRules
{
    /// <inheritdoc cref="Rewrite"/>
    public static int? Move(Sketch sketch, Operator op, ReadOnlySpan<int> inputs)
    {
        if (op is Permute permute) return Sink(sketch, inputs[0], permute.Order);
        if (op is Match) return Halve(sketch, op, [.. inputs]);
        if (op is Sum or Product && Common(sketch, inputs) is { } common)
        {
            int[] below = [.. inputs];
            for (var i = 0; i < below.Length; i++) below[i] = sketch.Put(new Permute(Inverse(common)), below[i]);
            return sketch.Put(new Permute(common), sketch.Put(op, below));
        }
        if (inputs.Length != 1 || sketch[inputs[0]] is not { Operator: Permute { Order: var order },
            Inputs: [var from] })
            return null;
        return op switch
        {
            Linear { Bank: 1 } linear => sketch.Put(Linear.Make(linear.Out, linear.In, 1, (expert, row, column) =>
                linear.At(expert, row, Inverse(order)[column])), from),
            Normalise { Groups: 1 } or Apply or Shift => sketch.Put(new Permute(order), sketch.Put(op, from)),
            Gain gain => sketch.Put(new Permute(order), sketch.Put(new Gain(Take(gain.Weights, Inverse(order))), from)),
            Bias bias => sketch.Put(new Permute(order), sketch.Put(new Bias(Take(bias.Weights, Inverse(order))), from)),
            _ => null,
        };
    }

    /// <summary>Takes an order down to a matrix; null if none can take it.</summary>
    private static int? Sink(Sketch sketch, int node, ImmutableArray<int> order)
    {
        var (op, inputs) = sketch[node];
        switch (op)
        {
            case Permute below:
                return sketch.Put(new Permute([.. order.Select(place => below.Order[place])]), inputs[0]);
            case Linear { Bank: 1 } linear:
                return sketch.Put(Linear.Make(linear.Out, linear.In, 1, (_, row, column) =>
                    linear.At(0, order[row], column)), inputs[0]);
            case Gain gain when Sink(sketch, inputs[0], order) is { } sunk:
                return sketch.Put(new Gain(Take(gain.Weights, order)), sunk);
            case Bias bias when Sink(sketch, inputs[0], order) is { } sunk:
                return sketch.Put(new Bias(Take(bias.Weights, order)), sunk);
            case Apply:
            case Normalise norm when KeepsGroups(order, norm.Groups):
                return Sink(sketch, inputs[0], order) is { } under ? sketch.Put(op, under) : null;
            case Product or Sum when AllSink(sketch, inputs, order) is { } all: return sketch.Put(op, all);
            default: return null;
        }
    }

    private static int[]? AllSink(Sketch sketch, ImmutableArray<int> inputs, ImmutableArray<int> order)
    {
        var sunk = new int[inputs.Length];
        for (var i = 0; i < sunk.Length; i++)
        {
            if (sketch.WidthOf(inputs[i]) != order.Length || Sink(sketch, inputs[i],
                order) is not { } place) return null;
            sunk[i] = place;
        }
        return sunk;
    }

    /// <summary>The order that one input stands in, if the others can take it back.</summary>
    private static ImmutableArray<int>? Common(Sketch sketch, ReadOnlySpan<int> inputs)
    {
        foreach (var input in inputs)
        {
            if (sketch[input].Operator is not Permute { Order: var order }) continue;
            foreach (var other in inputs)
                if (sketch[other].Operator is not (Linear { Bank: 1 } or Permute)
                    || sketch.WidthOf(other) != order.Length)
                    return null;
            return order;
        }
        return null;
    }

    /// <summary>Scores do not change if queries and keys stand in another order alike.</summary>
    private static int? Halve(Sketch sketch, Operator op, int[] inputs)
    {
        var changed = false;
        for (var i = 0; i < inputs.Length; i += 2)
        {
            if (sketch[inputs[i]] is not { Operator: Rotate { IsInterleaved: true } q, Inputs: [var queries] }
                || sketch[inputs[i + 1]] is not { Operator: Rotate { IsInterleaved: true } k,
                    Inputs: [var keys] }) continue;
            (inputs[i], inputs[i + 1], changed) = (Half(sketch, q, queries), Half(sketch, k, keys), true);
        }
        return changed ? sketch.Put(op, inputs) : null;
    }

    private static int Half(Sketch sketch, Rotate rotate, int from) => sketch.Put(rotate with { IsInterleaved = false },
        sketch.Put(new Permute(Rotate.Halved(rotate.Heads, sketch.WidthOf(from) / rotate.Heads)), from));

    private static bool KeepsGroups(ImmutableArray<int> order, int groups)
    {
        var size = order.Length / groups;
        return order.Index().All(place => place.Item / size == order[place.Index / size * size] / size);
    }

    private static ImmutableArray<double> Take(ImmutableArray<double> numbers, ImmutableArray<int> order) =>
        [.. order.Select(place => numbers[place])];

    private static ImmutableArray<int> Inverse(ImmutableArray<int> order)
    {
        var inverse = new int[order.Length];
        foreach (var (to, from) in order.Index()) inverse[from] = to;
        return [.. inverse];
    }
}
