// The operators of a graph file by their words, with the sizes that each takes.
// Source: ours; docs/formats/graph.md.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>Makes operators of words.</summary>
internal static class GraphWords
{
    private const string Input = "input";

    /// <summary>All words, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "apply", "bias", "blend", "cap", "concat", "convolve", "deltaRule", "elsewhere", "gain", "gather", "linear",
        "mask", "match", "mix", "normalise", "own", "permute", "pool", "product", "rotate", "scale", "select", "share",
        "shift", "sinkhorn", "slice", "spread", "stateSpace", "sum", "top", "turn", "weigh", "wkv",
    ];

    /// <summary>Draws a layer as it is written.</summary>
    /// <exception cref="DesignException">A word, a name or a size is wrong.</exception>
    public static Graph Draw(GraphLayer layer, int width)
    {
        var (sketch, draw) = (new Sketch(width, []), new Draw(1));
        var places = new Dictionary<string, int> { [Input] = 0 };
        foreach (var (at, node) in layer.Nodes.Index())
            Must.At($"nodes[{at}]", () =>
            {
                int[] from = [.. node.From.Select(name => Find(places, name))];
                int[] widths = [.. from.Select(sketch.WidthOf)];
                var sizes = new NodeSizes(node);
                var op = Make(node.Op, sizes, widths, draw);
                sizes.Done();
                if (!places.TryAdd(node.Name, sketch.Put(op, from)))
                    throw Must.Refusal("name", Must.Quoted(node.Name), "must be new", "call it otherwise");
                if (sketch.WidthOf(places[node.Name]) > GraphFile.Widest)
                    throw Must.Refusal("op", sketch.WidthOf(places[node.Name]),
                        $"must give at most {GraphFile.Widest} numbers", "draw it smaller: sizes do not count");
            });
        var output = Find(places, layer.Output);
        return sketch.WidthOf(output) == width
            ? sketch.Finish(output)
            : throw Must.Refusal("output", sketch.WidthOf(output), $"must have the graph's width ({width})",
                "correct it");
    }

    private static int Find(Dictionary<string, int> places, string name) => places.TryGetValue(name, out var place)
        ? place
        : throw Must.Refusal("from", Must.Quoted(name), "must name input or a node before this one",
            "correct the name, or move the node");

    private static Operator Make(string word, NodeSizes with, int[] widths, Draw draw)
    {
        var first = widths.Length > 0 ? widths[0] : 0;
        return word switch
        {
            "apply" => new Apply(with.Word("function", [.. Apply.Functions])),
            "bias" => new Bias(Learnt(with, "drawn", "zeros", first, draw)),
            "blend" => new Blend(),
            "cap" => new Cap(with.Number("bound")),
            "concat" => new Concat(),
            "convolve" => new Convolve(with.Count("taps", 3), draw.Vector(with.Count("taps", 3) * first)),
            "deltaRule" => new DeltaRule(with.Count("heads"), with.Flag("perChannel")),
            "elsewhere" => new Elsewhere(with.Text("what"), with.Count("width")),
            "gain" => new Gain(Learnt(with, "drawn", "ones", first, draw)),
            "gather" => new Gather(with.Count("heads")),
            "linear" => Linear(with, first, draw),
            "mask" => new Mask(with.Word("kind", "causal", "window", "chunk") switch
            {
                "causal" => MaskKind.Causal, "window" => MaskKind.Window, _ => MaskKind.Chunk,
            }, with.Count("tokens", 3)),
            "match" => new Match(with.Count("heads")),
            "mix" => new Mix(with.Count("heads")) { Channels = with.Count("channels") },
            "normalise" => new Normalise(with.Word("by", "rms", "layer", "length") switch
            {
                "rms" => NormBy.Rms, "layer" => NormBy.Layer, _ => NormBy.Length,
            }, with.Count("groups", 1)),
            "own" => new Own(Unknown(with.Text("word")), with.Count("width"), with.Flag("earlier")),
            "permute" => new Permute([.. with.Order("order")]),
            "pool" => new Pool(with.Count("block")),
            "product" => new Product(),
            "rotate" => new Rotate(with.Count("heads"), with.Flag("interleaved")),
            "scale" => new Scale(with.Number("by")),
            "select" => new Select(with.Count("count"), with.Count("block", 1)),
            "share" => new Share(),
            "shift" => new Shift(),
            "sinkhorn" => new Sinkhorn(with.Count("size")),
            "slice" => new Slice(with.Place("first"), with.Count("count")),
            "spread" => new Spread(),
            "stateSpace" => new StateSpace(with.Count("heads")),
            "sum" => new Sum(),
            "top" => new Top(with.Count("count"), with.Count("groups", 1)),
            "turn" => new Turn(with.Count("streams")),
            "weigh" => Weigh(with, draw),
            "wkv" => new Wkv(with.Count("heads"), draw.Vector(2 * first)),
            _ => throw Must.Refusal("op", Must.Quoted(word), $"must be one of {string.Join(", ", All)}",
                "use one of these; own is for what none of them says"),
        };
    }

    /// <summary>Numbers as if drawn by lot, or all the one that does nothing.</summary>
    private static ImmutableArray<double> Learnt(NodeSizes with, string drawn, string idle, int count, Draw draw) =>
        with.Word("weights", drawn, idle) == drawn ? draw.Vector(count)
            : [.. Enumerable.Repeat(idle == "ones" ? 1.0 : 0, count)];

    private static Linear Linear(NodeSizes with, int from, Draw draw)
    {
        var (to, bank) = (with.Count("out"), with.Count("bank", 1));
        var parts = with.Flag("parted") ? bank : 1;
        if (from % parts != 0) throw Must.Refusal("bank", bank, $"must part the input ({from}) evenly", "correct it");
        return with.Word("weights", "drawn", "zeros") == "drawn" ? draw.Linear(from / parts, to, bank)
            : Graphs.Linear.Make(to, from / parts, bank, (_, _, _) => 0);
    }

    private static Weigh Weigh(NodeSizes with, Draw draw)
    {
        var heads = with.Count("heads");
        return new(heads, with.Flag("sinks") ? draw.Vector(heads) : []);
    }

    /// <summary>A word of the author's own, which must not be the grammar's.</summary>
    private static string Unknown(string word) => All.Contains(word) || Apply.Functions.Contains(word)
        ? throw Must.Refusal("word", Must.Quoted(word), "must not be a word of the grammar", $"use op {word}")
        : word;
}
