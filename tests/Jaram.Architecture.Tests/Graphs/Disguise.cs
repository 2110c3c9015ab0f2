using System.Collections.Immutable;
using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Tests.Graphs;

/// <summary>Ways to write a layer so that it looks like another one and computes the same.</summary>
internal static class Disguise
{
    public static TheoryData<string> Names => [.. All.Keys];

    public static Dictionary<string, Func<Graph, Graph>> All { get; } = new()
    {
        ["channels in another order"] = graph => Redrawn(graph, (sketch, op, inputs, node) => op is Product or Apply
            ? There(sketch, sketch.Put(op, inputs), Shuffled(sketch.WidthOf(inputs[0])))
            : sketch.Put(op, inputs)),
        ["the stream's channels in another order inside"] = graph => Redrawn(graph, (sketch, op, inputs, node) =>
            op is Normalise { Groups: 1 }
                ? sketch.Put(new Permute(Inverse(Shuffled(sketch.WidthOf(inputs[0])))),
                    sketch.Put(op, sketch.Put(new Permute(Shuffled(sketch.WidthOf(inputs[0]))), inputs[0])))
                : sketch.Put(op, inputs)),
        ["factors that cancel"] = graph => Redrawn(graph, (sketch, op, inputs, node) => op switch
        {
            Product => sketch.Put(new Scale(0.5), sketch.Put(op, inputs[0], sketch.Put(new Scale(2), inputs[1]))),
            Match => sketch.Put(op, [sketch.Put(new Scale(4), inputs[0]), sketch.Put(new Scale(0.25), inputs[1]), .. inputs[2..]]),
            Mix => sketch.Put(new Scale(0.5), sketch.Put(op, inputs[0], sketch.Put(new Scale(2), inputs[1]))),
            _ => sketch.Put(op, inputs),
        }),
        ["matrices in two steps"] = graph => Redrawn(graph, (sketch, op, inputs, node) => op is Linear { Bank: 1 } linear
            ? sketch.Put(linear, Both(sketch, inputs[0], linear.In))
            : sketch.Put(op, inputs)),
        ["rotary pairs as neighbours"] = graph => Redrawn(graph, (sketch, op, inputs, node) => op is Rotate rotate
            ? sketch.Put(rotate with { IsInterleaved = true }, sketch.Put(
                new Permute(Inverse(Rotate.Halved(rotate.Heads, sketch.WidthOf(inputs[0]) / rotate.Heads))), inputs[0]))
            : sketch.Put(op, inputs)),
        ["gains apart from matrices"] = graph => Redrawn(graph, (sketch, op, inputs, node) => op is Linear { Bank: 1 } linear
            ? sketch.Put(Linear.Make(linear.Out, linear.In, 1, (_, row, column) => linear.At(0, row, column) / (column + 1)),
                sketch.Put(new Gain([.. Enumerable.Range(1, linear.In).Select(i => (double)i)]), inputs[0]))
            : sketch.Put(op, inputs)),
        ["parts that do nothing"] = graph => Redrawn(graph, (sketch, op, inputs, node) =>
        {
            var y = sketch.Put(op, inputs);
            if (op is not (Linear or Sum or Product)) return y;
            var nothing = sketch.Put(new Scale(0), sketch.Put(new Apply("tanh"), y));
            y = sketch.Put(new Concat(), sketch.Put(new Sum(), sketch.Put(new Scale(1), y), nothing));
            return sketch.Put(new Slice(0, sketch.WidthOf(y)), y);
        }),
        ["matrices merged into one"] = Merged,
    };

    /// <summary>Each operator drawn in another way; the numbers of nodes change.</summary>
    private static Graph Redrawn(Graph graph, Func<Sketch, Operator, int[], int, int> draw)
    {
        var sketch = new Sketch(graph.Widths[0], []);
        var places = new int[graph.Nodes.Length];
        for (var i = 1; i < places.Length; i++)
            places[i] = draw(sketch, graph.Nodes[i].Operator, [.. graph.Nodes[i].Inputs.Select(input => places[input])], i);
        return sketch.Finish(places[graph.Output]);
    }

    /// <summary>All matrices that read the same are one, and are cut apart behind it.</summary>
    private static Graph Merged(Graph graph)
    {
        var merged = new Dictionary<int, int>();
        return Redrawn(graph, (sketch, op, inputs, node) =>
        {
            if (op is not Linear { Bank: 1 } mine) return sketch.Put(op, inputs);
            var readers = graph.Nodes.Index().Where(other => other.Item.Operator is Linear { Bank: 1 }
                && other.Item.Inputs[0] == graph.Nodes[node].Inputs[0]).ToList();
            if (!merged.TryGetValue(inputs[0], out var whole))
            {
                var rows = readers.SelectMany(other => Enumerable.Range(0, ((Linear)other.Item.Operator).Out)
                    .Select(row => ((Linear)other.Item.Operator, row))).ToList();
                whole = merged[inputs[0]] = sketch.Put(Linear.Make(rows.Count, mine.In, 1,
                    (_, row, column) => rows[row].Item1.At(0, rows[row].row, column)), inputs[0]);
            }
            var before = readers.TakeWhile(other => other.Index != node).Sum(other => ((Linear)other.Item.Operator).Out);
            return sketch.Put(new Slice(before, mine.Out), whole);
        });
    }

    private static int There(Sketch sketch, int node, ImmutableArray<int> order) =>
        sketch.Put(new Permute(Inverse(order)), sketch.Put(new Permute(order), node));

    /// <summary>A matrix and its inverse: a turn of each pair of channels, there and back.</summary>
    private static int Both(Sketch sketch, int node, int width)
    {
        double Turn(int row, int column, double angle) => row / 2 != column / 2 ? 0
            : row == column ? (row / 2 * 2 + 1 < width ? Math.Cos(angle) : 1)
            : row < column ? -Math.Sin(angle) : Math.Sin(angle);
        return sketch.Put(Linear.Make(width, width, 1, (_, row, column) => Turn(row, column, -0.7)),
            sketch.Put(Linear.Make(width, width, 1, (_, row, column) => Turn(row, column, 0.7)), node));
    }

    private static ImmutableArray<int> Shuffled(int width)
    {
        var order = Enumerable.Range(0, width).ToArray();
        new Random(width).Shuffle(order);
        return [.. order];
    }

    private static ImmutableArray<int> Inverse(ImmutableArray<int> order) =>
        [.. Enumerable.Range(0, order.Length).OrderBy(place => order[place])];
}
