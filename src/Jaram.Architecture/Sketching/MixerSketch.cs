// Source: each part's own, as in Jaram.Architecture.Atlas.Mixers.

using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Sketching;

/// <summary>Draws token mixers other than attention to tokens that are kept.</summary>
internal static class MixerSketch
{
    private const int Heads = 4, Size = 6, Rank = 5;

    /// <summary>A token mixer's output.</summary>
    public static int Of(LayerSketch layer, Mixer mixer, int x) => mixer switch
    {
        SoftmaxMixer softmax => AttentionSketch.Softmax(layer, softmax, x),
        LatentMixer latent => LatentSketch.Latent(layer, latent, x),
        CompressedMixer compressed => LatentSketch.Compressed(layer, compressed, x),
        DeltaMixer delta => Delta(layer, delta, x),
        StateSpaceMixer space => Space(layer, space, x),
        RwkvMixer => Rwkv(layer, x),
        BranchedMixer branched => layer.Sketch.Put(new Sum(),
            [.. branched.Branches.Select(branch => Of(layer, branch, x))]),
        _ => throw new DesignException($"mixer: must be of a kind that is known, got {mixer.GetType().Name}; add it"),
    };

    private static int Delta(LayerSketch layer, DeltaMixer delta, int x)
    {
        var sketch = layer.Sketch;
        int Way(int rank, int width) => rank > 0 ? layer.Linear(layer.Linear(x, Rank), width) : layer.Linear(x, width);
        int Part() => layer.Bent("silu", delta.Taps > 0 ? layer.Filtered(layer.Linear(x, Heads * Size))
            : layer.Linear(x, Heads * Size));
        int Unit(int y) => sketch.Put(new Normalise(NormBy.Length, Heads), y);
        var isPerChannel = delta.Decay == Decay.Channel;
        var decay = layer.Gained(layer.Bent("softplus",
            layer.Shifted(Way(delta.DecayRank, isPerChannel ? Heads * Size : Heads))));
        var rate = layer.Bent("sigmoid", layer.Linear(x, Heads));
        if (delta.NegativeEigenvalues) rate = sketch.Put(new Scale(2), rate);
        var y = sketch.Put(new DeltaRule(Heads, isPerChannel), Unit(Part()), Unit(Part()), Part(), decay, rate);
        var gate = layer.Bent(isPerChannel ? "sigmoid" : "silu", Way(delta.GateRank, Heads * Size));
        return layer.Linear(sketch.Put(new Product(), layer.InnerNorm(y, Heads), gate), LayerSketch.Width);
    }

    private static int Space(LayerSketch layer, StateSpaceMixer space, int x)
    {
        var sketch = layer.Sketch;
        int Part(int width) => layer.Bent("silu", layer.Shifted(layer.Filtered(layer.Linear(x, width))));
        var step = layer.Bent("softplus", layer.Shifted(layer.Linear(x, Heads)));
        var value = Part(Heads * Size);
        var y = sketch.Put(new StateSpace(Heads), Part(Size), Part(Size), sketch.Put(new Product(), value, step),
            layer.Gained(step));
        y = sketch.Put(new Sum(), y, layer.Gained(value));
        y = sketch.Put(new Product(), y, layer.Bent("silu", layer.Linear(x, Heads * Size)));
        return layer.Linear(space.OutputNorm ? layer.InnerNorm(y) : y, LayerSketch.Width);
    }

    private static int Rwkv(LayerSketch layer, int x)
    {
        var sketch = layer.Sketch;
        int Part() => layer.Linear(sketch.Put(new Sum(), layer.Gained(x), layer.Gained(sketch.Put(new Shift(), x))),
            Heads * Size);
        var y = sketch.Put(new Wkv(Heads, layer.Draw.Vector(2 * Heads * Size)), Part(), Part(), Part());
        y = layer.Shifted(layer.Gained(sketch.Put(new Normalise(NormBy.Layer, Heads), y)));
        return layer.Linear(sketch.Put(new Product(), y, layer.Bent("silu", Part())), LayerSketch.Width);
    }
}
