using Jaram.Architecture.Atlas;
using Jaram.Architecture.Counting;

namespace Jaram.Cli.Designing;

/// <summary>A blueprint and what it counts to.</summary>
/// <param name="Model">The blueprint.</param>
/// <param name="Context">Tokens in play when a token is decoded.</param>
internal sealed record Weighed(Blueprint Model, int Context)
{
    /// <summary>Tokens in play, unless the user says otherwise.</summary>
    public const int UsualContext = 4096;

    /// <summary>Bytes of a number in the cache, and of one in a state.</summary>
    public const int CacheBytes = 2, StateBytes = 4;

    /// <summary>Parameters, operations and cache.</summary>
    public BlueprintCount Count { get; } = BlueprintCount.Of(Model);

    /// <summary>Trainable numbers without the modules that foresee later tokens.</summary>
    public long Main => Count.Parameters - Count.Ahead;

    /// <summary>Operations to decode a token behind all others of the context.</summary>
    public double Flops => Count.Flops(new Work.Decode(Context));

    /// <summary>Bytes that every token adds, keys of indexers included.</summary>
    public long Growing => CacheBytes * (Count.Kept.PerToken + Count.Kept.Indexed);

    /// <summary>Bytes of full windows.</summary>
    public long Windows => CacheBytes * Count.Kept.Windowed;

    /// <summary>Bytes of recurrent states and of the inputs of short convolutions.</summary>
    public long States => StateBytes * (Count.Kept.Recurrent + Count.Kept.Convolved);

    /// <summary>The kinds of layer as they first occur, and how often each does.</summary>
    public IReadOnlyList<(string Name, LayerBlueprint Layer, int Times)> Kinds =>
        [.. Model.Order.CountBy(name => name).Select(kind => (kind.Key, Model.Layers[kind.Key], kind.Value))];

    /// <summary>Trainable numbers of a kind of layer, one of it.</summary>
    public (long Mixer, long Channel, long Others) Parts(LayerBlueprint layer)
    {
        var mixer = layer.Mixer?.Parameters(Model.Width, Model.Norm) ?? 0;
        return (mixer, layer.Channel?.Parameters(Model.Width) ?? 0,
            layer.Parameters(Model.Width, Model.Norm, LayerPosition.Later) - mixer);
    }
}
