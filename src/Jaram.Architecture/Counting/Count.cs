// What a design weighs, without building it. Every number here equals the built model's own: a test holds the law.
// Source: ours. Matrix products, attention and convolutions are counted, a multiply-add as two operations; norms,
// activations and look-ups are not.

namespace Jaram.Architecture.Counting;

/// <summary>Parameters, operations and cache of a design.</summary>
public sealed class Count
{
    private readonly Design _design;

    private Count(Design design) => _design = design;

    /// <summary>Counts a design.</summary>
    public static Count Of(Design design) => new(design);

    /// <summary>Trainable numbers, the modules that foresee later tokens included.</summary>
    public long Parameters =>
        Embedding + Head + Gain(_design.EmbeddingNorm ? 2 : 1) + Layers(l => l.Channel.Parameters(Width)) + Ahead;

    /// <summary>Trainable numbers that a token meets in use: embedding, head, chosen experts; none ahead.</summary>
    public long ActiveParameters =>
        Embedding + Head + Gain(_design.EmbeddingNorm ? 2 : 1) + Layers(l => l.Channel.ActiveParameters(Width));

    /// <summary>Trainable numbers of the modules that foresee later tokens.</summary>
    public long Ahead
    {
        get
        {
            if (_design.Ahead is not { } ahead) return 0;
            var layer = _design.Layers[ahead.Layer];
            return ahead.Depth * (Layer(layer, first: true) + layer.Channel.Parameters(Width)
                + 2L * Width * Width + Gain(2));
        }
    }

    /// <summary>Floating-point operations per token, the head included.</summary>
    public double Flops(Work work) =>
        _design.Stack.Sum(layer => layer.Flops(Width, work)) + 2.0 * Width * _design.Vocabulary;

    /// <summary>Numbers kept for later tokens, over all layers.</summary>
    public Cached Cache => _design.Stack.Aggregate(default(Cached), (sum, layer) => sum + layer.Cache(Width));

    /// <summary>Bytes that every token adds to the cache.</summary>
    /// <param name="bytesPerNumber">4 for float32, 2 for bfloat16, 1 for int8.</param>
    public long CacheBytesPerToken(int bytesPerNumber) => Cache.PerToken * bytesPerNumber;

    private int Width => _design.Width;

    private long Embedding => (long)_design.Vocabulary * Width;

    private long Head => _design.TiedEmbeddings ? 0 : Embedding;

    private long Gain(int norms) => _design.Norm.Gain ? (long)norms * Width : 0;

    private long Layers(Func<LayerDesign, long> channel) =>
        _design.Stack.Index().Sum(l => Layer(l.Item, first: l.Index == 0) + channel(l.Item));

    /// <summary>All of a layer but its channel mixer.</summary>
    private long Layer(LayerDesign layer, bool first) =>
        layer.Mixer.Parameters(Width, _design.Norm) + Gain(layer.Norms) + layer.ResidualScalars(first)
        + (layer.Canon?.Channels(Width, layer) * layer.Canon?.Taps ?? 0);
}
