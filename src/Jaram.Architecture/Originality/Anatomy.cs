// An architecture as it is compared: forward graphs of its layers, what they keep, what stands around them, and how its
// weights were made.
// Source: ours.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Graphs;
using Jaram.Architecture.Sketching;

namespace Jaram.Architecture.Originality;

/// <summary>A kind of layer.</summary>
/// <param name="Name">As its maker names it.</param>
/// <param name="Graph">In normal form.</param>
/// <param name="Print">The same for all layers that are one up to sizes.</param>
/// <param name="Kept">Forms of what it keeps.</param>
internal sealed record LayerAnatomy(string Name, Graph Graph, string Print, IReadOnlyList<string> Kept);

/// <summary>What is compared of an architecture.</summary>
internal sealed class Anatomy
{
    private Anatomy(string name, PublicDate? released, IReadOnlyList<LayerAnatomy> layers, IReadOnlyList<string> around,
        IReadOnlyList<Making> made, Reduction reduction)
    {
        (Name, Released, Layers, Around, Made) = (name, released, layers, around, made);
        Reduction = reduction;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>When it became public; null if that is not known.</summary>
    public PublicDate? Released { get; }

    /// <summary>Its kinds of layer that differ in more than sizes; those that only pass on what they are given are not
    /// among them.</summary>
    public IReadOnlyList<LayerAnatomy> Layers { get; }

    /// <summary>What stands around the layers.</summary>
    public IReadOnlyList<string> Around { get; }

    /// <summary>How its weights came from others'.</summary>
    public IReadOnlyList<Making> Made { get; }

    /// <summary>What of it says nothing.</summary>
    public Reduction Reduction { get; }

    /// <summary>How its weights grew from a smaller or other model's; raising on alone is no growth.</summary>
    public IEnumerable<string> Growth => Made.Select(making => making.Operation)
        .Where(operation => operation is MakingOperation.DepthUpScaling or MakingOperation.Upcycling
            or MakingOperation.Widening or MakingOperation.LatentConversion
            or MakingOperation.Pruning or MakingOperation.PartialInitialisation)
        .Select(operation => operation.ToString()).Distinct();

    /// <summary>What the layers keep, all together.</summary>
    public IEnumerable<string> Kept => Layers.SelectMany(layer => layer.Kept).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Takes a known architecture apart.</summary>
    public static Anatomy Of(Blueprint model)
    {
        var used = model.Order.ToHashSet();                             // a layer of modules ahead alone is no layer
        return Of(model.Name, model.Released, model.Layers.Where(layer => used.Contains(layer.Key))
            .Select(layer => (layer.Key, LayerSketch.Of(model, layer.Value))), [.. AroundOf(model)], model.Made);
    }

    /// <summary>Takes graphs apart that somebody drew.</summary>
    public static Anatomy Of(GraphFile graphs) =>
        Of(graphs.Name, graphs.Released, graphs.Draw(), graphs.Around, graphs.Made);

    /// <summary>Takes graphs apart.</summary>
    /// <param name="name">What they are called.</param>
    /// <param name="released">When they became public.</param>
    /// <param name="layers">Names, and graphs as they were drawn.</param>
    /// <param name="around">What stands around the layers.</param>
    /// <param name="made">How its weights came from others'.</param>
    public static Anatomy Of(string name, PublicDate? released, IEnumerable<(string Name, Graph Graph)> layers,
        IReadOnlyList<string> around, IReadOnlyList<Making> made)
    {
        var (kinds, reduction) = (new List<LayerAnatomy>(), new Reduction());
        foreach (var (layer, graph) in layers)
        {
            var normal = NormalForm.Of(graph);
            reduction.Add(layer, graph, normal);
            var print = NormalForm.Print(normal.Graph);
            if (!normal.IsIdle && kinds.All(kind => kind.Print != print))
                kinds.Add(new(layer, normal.Graph, print, KeptForms.Of(normal.Graph)));
        }
        return new(name, released, kinds, around, made, reduction);
    }

    private static IEnumerable<string> AroundOf(Blueprint model)
    {
        if (model.EmbeddingNorm) yield return "embeddings are normalised";
        if (model.LearnedPositions > 0) yield return "positions have learnt vectors";
        if (model.LogitSoftcap > 0) yield return "logits are capped";
        if (model.HeadBias) yield return "the head has a bias";
        if (model.Ahead is not null) yield return "modules predict further ahead";
    }
}
