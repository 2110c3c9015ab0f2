// The form in which all ways to write the same computation are one. Rules carry learnt numbers along, so that the
// result is proved each time by running both.
// Source: ours.

using System.Security.Cryptography;
using System.Text;

namespace Jaram.Architecture.Graphs;

/// <summary>A graph without anything that changes nothing, and its fingerprint.</summary>
internal sealed class NormalForm
{
    /// <summary>What rounding of 64-bit numbers may add up to, of the greatest number that leaves the layer.</summary>
    private const double Rounding = 1e-9;

    private const int Tokens = 7;

    private static readonly (Fold Fold, Rewrite Rule)[] _rules =
    [
        (Fold.Nothing, NothingRules.Drop), (Fold.Factor, ScaleRules.Fold), (Fold.Order, OrderRules.Move),
        (Fold.Piece, ShapeRules.Cut), (Fold.Matrix, LinearRules.Fold), (Fold.Sum, SumRules.Order),
    ];

    private NormalForm(Graph graph, double error, IReadOnlyDictionary<Fold, int> folds) =>
        (Graph, Error, Folds) = (graph, error, folds);

    /// <summary>The graph in normal form.</summary>
    public Graph Graph { get; }

    /// <summary>How far apart both run, of the greatest number; below 1e-9.</summary>
    public double Error { get; }

    /// <summary>How often each fold was made.</summary>
    public IReadOnlyDictionary<Fold, int> Folds { get; }

    /// <summary>Whether the layer only passes on what it is given.</summary>
    public bool IsIdle => Graph.Output == 0;

    /// <summary>Brings a graph into normal form, and proves it.</summary>
    /// <exception cref="DesignException">Both do not give the same: a rule is wrong.</exception>
    public static NormalForm Of(Graph graph)
    {
        var (normal, folds) = (graph, new Dictionary<Fold, int>());
        Rewrite[] rules = [.. _rules.Select(rule => Counted(rule.Fold, rule.Rule, folds))];
        for (var before = ""; before != Print(normal);)
        {
            before = Print(normal);
            normal = Redraw(normal, rules);
        }
        var given = new Signal(Tokens, graph.Widths[0], Numbers(Tokens * graph.Widths[0]));
        var (wanted, got) = (graph.Run(given), normal.Run(given));
        var error = wanted.Apart(got) / wanted.Data.Max(Math.Abs);
        return error <= Rounding
            ? new(normal, error, folds)
            : throw new DesignException($"normal form: must give the same to {Rounding:0e0}, differs by {error:0.0e0}; "
                + "report this graph, a rule of ours is wrong");
    }

    /// <summary>The same for all graphs that are one up to sizes and the order of sums and products.</summary>
    public static string Print(Graph graph)
    {
        var prints = new string[graph.Nodes.Length];
        for (var i = 0; i < prints.Length; i++)
        {
            var (op, inputs) = graph.Nodes[i];
            var from = inputs.Select(input => prints[input]);
            if (op.IsCommutative) from = from.Order(StringComparer.Ordinal);
            prints[i] = Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{op.Word}({string.Join(',', from)})")))[..16];
        }
        return prints[graph.Output];
    }

    private static Graph Redraw(Graph graph, Rewrite[] rules)
    {
        var sketch = new Sketch(graph.Widths[0], rules);
        var places = new int[graph.Nodes.Length];
        for (var i = 1; i < places.Length; i++)
            places[i] = sketch.Put(graph.Nodes[i].Operator, [.. graph.Nodes[i].Inputs.Select(input => places[input])]);
        return sketch.Finish(places[graph.Output]);
    }

    private static Rewrite Counted(Fold fold, Rewrite rule, Dictionary<Fold, int> folds) => (sketch, op, inputs) =>
    {
        var simpler = rule(sketch, op, inputs);
        if (simpler is not null) folds[fold] = folds.GetValueOrDefault(fold) + 1;
        return simpler;
    };

    /// <summary>Numbers without any pattern, the same each time.</summary>
    private static double[] Numbers(int count)
    {
        var random = new Draw(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next())];
    }
}
