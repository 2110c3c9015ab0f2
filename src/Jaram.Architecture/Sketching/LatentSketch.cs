// Source: latent attention arXiv:2405.04434, section 2.1; with noise heads arXiv:2410.05258, section 2; others as in
// Jaram.Architecture.Atlas.Mixers.

using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Blocks;
using Jaram.Architecture.Graphs;
using static Jaram.Architecture.Sketching.AttentionSketch;

namespace Jaram.Architecture.Sketching;

/// <summary>Draws attention to what is kept in a narrow form.</summary>
internal static class LatentSketch
{
    private const int QueryRank = 10, LatentRank = 8, OutputRank = 5, Groups = 2, Block = 2;

    /// <summary>Latent attention's output.</summary>
    public static int Latent(LayerSketch layer, LatentMixer mixer, int x)
    {
        var sketch = layer.Sketch;
        var latent = layer.InnerNorm(layer.Linear(x, LatentRank));
        var narrow = mixer.QueryRank > 0 ? layer.Linear(x, QueryRank) : x;
        var queries = mixer.QueryRank > 0 ? layer.InnerNorm(narrow) : x;
        var keyHeads = mixer.KeyValueHeads == 0 ? Heads : Shared(mixer.Heads, mixer.KeyValueHeads);
        var (key, value) = (layer.Linear(latent, keyHeads * Size), layer.Linear(latent, keyHeads * Size));
        var shared = mixer.SharedDim > 0 ? Turned(layer, mixer, layer.Linear(x, Turning), 1) : -1;
        int Attended()
        {
            var query = layer.Linear(queries, Heads * Size);
            var scores = shared < 0
                ? sketch.Put(new Match(Heads), query, key)
                : sketch.Put(new Match(Heads), query, key,
                    Turned(layer, mixer, layer.Linear(queries, Heads * Turning), Heads), shared);
            scores = sketch.Put(Masked(mixer.Window, 0), scores);
            if (mixer.Indexer is { } indexer) scores = Selected(layer, indexer, x, queries, scores);
            return sketch.Put(new Mix(Heads) { Channels = Size }, sketch.Put(new Weigh(Heads, []), scores), value);
        }
        var seen = Attended();
        if (mixer.NoiseHeads > 0)
            seen = sketch.Put(new Sum(), seen, sketch.Put(new Scale(-1), sketch.Put(new Product(), Attended(),
                layer.Bent("sigmoid", layer.Linear(x, Heads)))));
        var gate = mixer.OutputGate is OutputGate.WithQuery or OutputGate.WithDoubledQuery ? OutputGate.Channel
            : mixer.OutputGate;
        var gating = mixer.OutputGate switch
        {
            OutputGate.WithQuery => queries,
            OutputGate.WithDoubledQuery => sketch.Put(new Concat(), queries, narrow),
            _ => x,
        };
        seen = Gated(layer, gate, seen, gating);
        return layer.Linear(seen, LayerSketch.Width);
    }

    /// <summary>Attention's output where a stretch of text is kept as one token.</summary>
    public static int Compressed(LayerSketch layer, CompressedMixer mixer, int x)
    {
        var sketch = layer.Sketch;
        var queries = layer.InnerNorm(layer.Linear(x, QueryRank));
        var query = sketch.Put(new Rotate(Heads, IsInterleaved: true),
            layer.InnerNorm(layer.Linear(queries, Heads * Size), Heads, hasGain: false));
        int Kept(int made) => sketch.Put(new Rotate(1, IsInterleaved: true), layer.InnerNorm(made));
        int Attended(int kept, bool isPooled)
        {
            var scores = sketch.Put(Masked(isPooled ? 0 : mixer.Window, 0), sketch.Put(new Match(Heads), query, kept));
            if (isPooled && mixer.Indexer is { } indexer) scores = Selected(layer, indexer, x, queries, scores);
            var sinks = mixer.Sinks ? layer.Draw.Vector(Heads) : [];
            return sketch.Put(new Mix(Heads) { Channels = Size }, sketch.Put(new Weigh(Heads, sinks), scores), kept);
        }
        var seen = Attended(Kept(layer.Linear(x, Size)), isPooled: false);
        if (mixer.Ratio > 0)
            seen = sketch.Put(new Sum(), seen,
                Attended(Kept(sketch.Put(new Pool(Block), layer.Linear(x, Size), layer.Linear(x, Size))),
                    isPooled: true));
        return layer.Linear(sketch.Put(layer.Draw.Linear(Heads * Size / Groups, OutputRank, Groups), seen),
            LayerSketch.Width);
    }

    private static int Turned(LayerSketch layer, LatentMixer mixer, int x, int heads) => mixer.Rotary is { } rotary
        ? layer.Sketch.Put(new Rotate(heads, rotary.Layout == RotaryLayout.Interleaved), x)
        : x;
}
