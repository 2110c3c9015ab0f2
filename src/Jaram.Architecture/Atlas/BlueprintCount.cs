// What a described model weighs, does and keeps.
// Source: ours. As Count counts designs: matrix products, attention and convolutions, a multiply-add as two operations.
// Biases that no gradient trains, and what gathers several streams into one at the end, are not counted.

using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Atlas;

/// <summary>Parameters, operations and cache of a blueprint.</summary>
public sealed class BlueprintCount
{
    private readonly Blueprint _model;

    private BlueprintCount(Blueprint model) => _model = model;

    /// <summary>Counts a blueprint.</summary>
    public static BlueprintCount Of(Blueprint model) => new(model);

    /// <summary>Trainable numbers, the modules that foresee later tokens included.</summary>
    public long Parameters => Ends + Layers(layer => layer.Channel?.Parameters(Width) ?? 0) + Ahead;

    /// <summary>Trainable numbers that a token meets in use: embedding, head, chosen experts; none ahead.</summary>
    public long ActiveParameters => Ends + Layers(layer => layer.Channel?.ActiveParameters(Width) ?? 0);

    /// <summary>Trainable numbers of the embedding, one vector a token id.</summary>
    public long Embedding => (long)_model.Vocabulary * Width;

    /// <summary>Trainable numbers of the modules that foresee later tokens.</summary>
    public long Ahead
    {
        get
        {
            if (_model.Ahead is not { } ahead) return 0;
            var layer = _model.Layers[ahead.Layer];
            return ahead.Depth * (layer.Parameters(Width, _model.Norm, LayerPosition.First)
                + (layer.Channel?.Parameters(Width) ?? 0) + 2L * Width * Width + Norms(ahead.Norms));
        }
    }

    /// <summary>Floating-point operations per token, the head included.</summary>
    public double Flops(Work work) =>
        _model.Stack.Sum(layer => layer.Flops(Width, _model.Norm, work)) + 2.0 * Width * _model.Vocabulary;

    /// <summary>Numbers kept for later tokens, over all layers.</summary>
    public Kept Kept => _model.Stack.Aggregate(default(Kept), (sum, layer) => sum + layer.Keeps(Width));

    /// <summary>Bytes that every token adds to the cache, the keys of indexers left out.</summary>
    /// <param name="bytesPerNumber">4 for float32, 2 for bfloat16, 1 for int8.</param>
    public long CacheBytesPerToken(int bytesPerNumber) => Kept.PerToken * bytesPerNumber;

    private int Width => _model.Width;

    private long Ends => Embedding + (_model.TiedEmbeddings ? 0 : Embedding) + (long)_model.LearnedPositions * Width
        + (_model.HeadBias ? _model.Vocabulary : 0) + Norms(_model.EmbeddingNorm ? 2 : 1);

    private long Norms(int norms) => norms * _model.Norm.Parameters(Width);

    private long Layers(Func<LayerBlueprint, long> channel) => _model.Stack.Index().Sum(layer => channel(layer.Item)
        + layer.Item.Parameters(Width, _model.Norm, layer.Index == 0 ? LayerPosition.First : LayerPosition.Later));
}
