// From what is known of a layer to what it computes. Sizes are small and the same for all: they do not count, and every
// normal form is proved by running it.
// Source: each part's own, as in Jaram.Architecture.Atlas.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Residuals;
using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Sketching;

/// <summary>Draws a layer.</summary>
internal sealed class LayerSketch
{
    /// <summary>Model width of all sketches.</summary>
    public const int Width = 24;

    private const int Streams = 2, GateRank = 4;
    private readonly Blueprint _model;
    private readonly LayerBlueprint _layer;

    private LayerSketch(Blueprint model, LayerBlueprint layer)
    {
        (_model, _layer) = (model, layer);
        Sketch = new(layer.Residual is HyperConnections ? Streams * Width : Width, []);
    }

    /// <summary>What is drawn so far.</summary>
    public Sketch Sketch { get; }

    /// <summary>Where learnt numbers come from.</summary>
    public Draw Draw { get; } = new(1);

    /// <summary>A layer's graph.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">One of its layers.</param>
    public static Graph Of(Blueprint model, LayerBlueprint layer)
    {
        var drawing = new LayerSketch(model, layer);
        return drawing.Sketch.Finish(drawing.Layer());
    }

    /// <summary>W x</summary>
    public int Linear(int x, int width) => Sketch.Put(Draw.Linear(Sketch.WidthOf(x), width), x);

    /// <summary>W x + b if there is a bias.</summary>
    public int Linear(int x, int width, bool hasBias) => hasBias ? Shifted(Linear(x, width)) : Linear(x, width);

    /// <summary>x + b</summary>
    public int Shifted(int x) => Sketch.Put(new Bias(Draw.Vector(Sketch.WidthOf(x))), x);

    /// <summary>x ⊙ g</summary>
    public int Gained(int x) => Sketch.Put(new Gain(Draw.Vector(Sketch.WidthOf(x))), x);

    /// <summary>f(x)</summary>
    public int Bent(string function, int x) => Sketch.Put(new Apply(function), x);

    /// <summary>The model's norm on something narrower than the stream, and its gain.</summary>
    public int InnerNorm(int x, int heads = 1, bool hasGain = true)
    {
        var by = _model.Norm.Kind == NormKind.Rms ? NormBy.Rms : NormBy.Layer;
        var y = Sketch.Put(new Normalise(by, heads), x);
        return hasGain && _model.Norm.Gain ? Gained(y) : y;
    }

    /// <summary>x + convolution of x if the layer has one at a point.</summary>
    public int Canon(Blocks.CanonPoints point, int x) => _layer.Canon is { } canon && canon.At.HasFlag(point)
        ? Sketch.Put(new Sum(), x, Filtered(x))
        : x;

    /// <summary>A short causal filter.</summary>
    public int Filtered(int x) => Sketch.Put(new Convolve(3, Draw.Vector(3 * Sketch.WidthOf(x))), x);

    /// <summary>v blended with the first layer's values if the layer does that.</summary>
    public int Values(int v) => _layer.Extras.HasFlag(ResidualExtras.Value)
        ? Sketch.Put(new Sum(), Gained(v), Gained(Sketch.Put(new Elsewhere("values of the first layer",
            Sketch.WidthOf(v)), 0)))
        : v;

    private int Layer()
    {
        var stream = 0;
        if (_layer.Extras.HasFlag(ResidualExtras.Input))
            stream = Sketch.Put(new Sum(), Gained(stream), Gained(Sketch.Put(
                new Elsewhere("stream of the first layer", Sketch.WidthOf(0)), 0)));
        if (_layer.SideBySide) return SideBySide(stream);
        if (_layer.Mixer is { } mixer)
            stream = Join(stream, x => Site(x, NormSites.BeforeMixer, NormSites.AfterMixer, Blocks.CanonPoints.A,
                inner => MixerSketch.Of(this, mixer, inner)));
        if (_layer.Channel is { } channel)
            stream = Join(stream, x => Site(x, NormSites.BeforeChannel, NormSites.AfterChannel, Blocks.CanonPoints.C,
                inner => ChannelSketch.Of(this, channel, inner)));
        return stream;
    }

    private int SideBySide(int stream)
    {
        var both = _layer.Norms.HasFlag(NormSites.BeforeBoth) ? Norm(stream, NormSites.BeforeBoth) : stream;
        return Sketch.Put(new Sum(), stream,
            Site(both, NormSites.BeforeMixer, NormSites.AfterMixer, Blocks.CanonPoints.A,
                inner => MixerSketch.Of(this, _layer.Mixer!, inner)),
            Site(both, NormSites.BeforeChannel, NormSites.AfterChannel, Blocks.CanonPoints.C,
                inner => ChannelSketch.Of(this, _layer.Channel!, inner)));
    }

    /// <summary>norm, perhaps Canon, the block, norm.</summary>
    private int Site(int x, NormSites before, NormSites after, Blocks.CanonPoints point, Func<int, int> block)
    {
        if (_layer.Norms.HasFlag(before)) x = Norm(x, before);
        var y = block(Canon(point, x));
        return _layer.Norms.HasFlag(after) ? Norm(y, after) : y;
    }

    /// <summary>How a block's output joins the stream.</summary>
    private int Join(int stream, Func<int, int> site)
    {
        switch (_layer.Residual)
        {
            case HyperConnections hyper:
                var ways = hyper.StreamNorm ? InnerNorm(stream) : stream;
                var read = Sketch.Put(new Blend(), Bent("sigmoid", Linear(ways, Streams, hasBias: true)), stream);
                var mixing = Linear(ways, Streams * Streams, hasBias: true);
                if (hyper.SinkhornSteps > 0) mixing = Sketch.Put(new Sinkhorn(Streams), mixing);
                var write = Bent("sigmoid", Linear(ways, Streams, hasBias: true));
                return Sketch.Put(new Sum(), Sketch.Put(new Turn(Streams), mixing, stream),
                    Sketch.Put(new Spread(), write, site(read)));
            case AttentionResiduals:
                var earlier = Sketch.Put(new Elsewhere("outputs of earlier layers", Streams * Width), 0);
                var weights = Bent("softmax", Linear(InnerNorm(stream), Streams));
                return Sketch.Put(new Sum(), Sketch.Put(new Blend(), weights, earlier), site(stream));
            case ScaledResidual:
                return Sketch.Put(new Sum(), stream, Sketch.Put(new Scale(0.25), site(stream)));
            default: return Sketch.Put(new Sum(), stream, site(stream));
        }
    }

    private int Norm(int x, NormSites site)
    {
        var y = InnerNorm(x);
        if (_model.Norm.Shift) y = Shifted(y);
        return _layer.GatedNorms.HasFlag(site)
            ? Sketch.Put(new Product(), y, Bent("sigmoid", Linear(Bent("silu", Linear(y, GateRank)), Width)))
            : y;
    }
}
