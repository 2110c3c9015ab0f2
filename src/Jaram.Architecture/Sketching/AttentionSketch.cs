// Source: each part's own, as in Jaram.Architecture.Atlas.Mixers.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Blocks;
using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Sketching;

/// <summary>Draws attention with keys and values of its own.</summary>
internal static class AttentionSketch
{
    /// <summary>Query heads of all sketches, and channels of a head; of these, so many turn where not all do.</summary>
    public const int Heads = 4, Size = 6, Turning = 4;

    private const int Seen = 3, IndexHeads = 2, IndexSize = 4;

    /// <summary>Softmax attention's output.</summary>
    public static int Softmax(LayerSketch layer, SoftmaxMixer mixer, int x)
    {
        var sketch = layer.Sketch;
        var keyHeads = Shared(mixer.Heads, mixer.KeyValueHeads);
        var valueSize = mixer.ValueDim > 0 && mixer.ValueDim != mixer.HeadDim ? Turning : Size;
        var hasBias = mixer.Bias != AttentionBias.None;
        int Made(int width) => layer.Canon(CanonPoints.B, layer.Linear(x, width, hasBias));
        var (query, key) = (Made(Heads * Size), Made(keyHeads * Size));
        var value = layer.Values(mixer.KeyEqualsValue ? key : Made(keyHeads * valueSize));
        if (mixer.ValueNorm) value = sketch.Put(new Normalise(NormBy.Rms, keyHeads), value);
        query = Normed(layer, mixer.QueryKeyNorm, query, Heads);
        key = Normed(layer, mixer.QueryKeyNorm, key, keyHeads);
        var scores = sketch.Put(new Match(Heads), Pairs(layer, mixer, query, key, keyHeads));
        if (mixer.Softcap > 0) scores = sketch.Put(new Cap(mixer.Softcap), scores);
        scores = sketch.Put(Masked(mixer.Window, mixer.Chunk), scores);
        if (mixer.Indexer is { } indexer) scores = Selected(layer, indexer, x, x, scores);
        var seen = sketch.Put(new Mix(Heads) { Channels = valueSize },
            sketch.Put(new Weigh(Heads, mixer.Sinks ? layer.Draw.Vector(Heads) : []), scores), value);
        return layer.Linear(Gated(layer, mixer.OutputGate, seen, x), LayerSketch.Width,
            mixer.Bias == AttentionBias.All);
    }

    /// <summary>Key-value heads of a sketch: all, one, or some.</summary>
    public static int Shared(int heads, int keyHeads) => keyHeads == heads ? Heads : keyHeads == 1 ? 1 : 2;

    /// <summary>Which tokens may be read.</summary>
    public static Mask Masked(int window, int chunk) =>
        new(window > 0 ? MaskKind.Window : chunk > 0 ? MaskKind.Chunk : MaskKind.Causal, Seen);

    /// <summary>Scores of the tokens that an indexer chooses; it has queries of its own, made of some node.</summary>
    public static int Selected(LayerSketch layer, Indexer indexer, int x, int queries, int scores)
    {
        var sketch = layer.Sketch;
        if (indexer.Reused)
            return sketch.Put(new Select(Seen, 1), scores, sketch.Put(new Match(1),
                sketch.Put(new Elsewhere("marks of an earlier layer", IndexSize), 0),
                sketch.Put(new Elsewhere("marks of an earlier layer", IndexSize), 0)));
        var key = sketch.Put(new Rotate(1, IsInterleaved: false), layer.InnerNorm(layer.Linear(x, IndexSize)));
        var query = sketch.Put(new Rotate(IndexHeads, IsInterleaved: false), layer.Linear(queries,
            IndexHeads * IndexSize));
        var marks = sketch.Put(new Gather(IndexHeads),
            layer.Bent("relu", sketch.Put(new Match(IndexHeads), query, key)), layer.Linear(x, IndexHeads));
        return sketch.Put(new Select(Seen, indexer.Block > 0 ? 2 : 1), scores, marks);
    }

    /// <summary>The heads' output times a gate of the input.</summary>
    public static int Gated(LayerSketch layer, OutputGate gate, int seen, int x) => gate switch
    {
        OutputGate.None => seen,
        _ => layer.Sketch.Put(new Product(), seen, layer.Bent("sigmoid",
            layer.Linear(x, gate == OutputGate.Head ? Heads : layer.Sketch.WidthOf(seen)))),
    };

    /// <summary>The parts of heads that turn, and those that do not.</summary>
    private static int[] Pairs(LayerSketch layer, SoftmaxMixer mixer, int query, int key, int keyHeads)
    {
        if (mixer.Rotary is not { } rotary) return [query, key];
        if (rotary.Dim >= mixer.HeadDim) return [Turned(layer, rotary, query, Heads), Turned(layer, rotary, key,
            keyHeads)];
        var (plainQuery, plainKey) = (Part(layer, query, Heads, Turning, Size - Turning),
            Part(layer, key, keyHeads, Turning, Size - Turning));
        return [plainQuery, plainKey, Turned(layer, rotary, Part(layer, query, Heads, 0, Turning), Heads),
            Turned(layer, rotary, Part(layer, key, keyHeads, 0, Turning), keyHeads)];
    }

    private static int Turned(LayerSketch layer, RotaryBlueprint rotary, int x, int heads) =>
        layer.Sketch.Put(new Rotate(heads, rotary.Layout == RotaryLayout.Interleaved), x);

    /// <summary>Some channels of every head, head by head.</summary>
    private static int Part(LayerSketch layer, int x, int heads, int from, int count)
    {
        var order = Enumerable.Range(0, heads).SelectMany(head => Enumerable.Range(head * Size + from, count));
        var rest = Enumerable.Range(0, heads * Size).Except(order);
        return layer.Sketch.Put(new Slice(0, heads * count), layer.Sketch.Put(new Permute([.. order, .. rest]), x));
    }

    private static int Normed(LayerSketch layer, QueryKeyNorm norm, int x, int heads) => norm switch
    {
        QueryKeyNorm.None => x,
        QueryKeyNorm.AllHeads => layer.InnerNorm(x),
        QueryKeyNorm.Head => layer.Sketch.Put(new Gain(Repeated(layer, heads)), layer.InnerNorm(x, heads,
            hasGain: false)),
        _ => layer.InnerNorm(x, heads, hasGain: false),
    };

    /// <summary>One gain for all heads.</summary>
    private static System.Collections.Immutable.ImmutableArray<double> Repeated(LayerSketch layer, int heads)
    {
        var one = layer.Draw.Vector(Size);
        return [.. Enumerable.Range(0, heads * Size).Select(i => one[i % Size])];
    }
}
