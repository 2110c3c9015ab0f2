using System.Collections.Immutable;
using Jaram.Architecture.Atlas;

namespace Jaram.Exchange.Describing;

/// <summary>Kinds of layer by name, and their order.</summary>
/// <param name="Kinds">The kinds.</param>
/// <param name="Order">First to last.</param>
internal sealed record LayerNames(ImmutableSortedDictionary<string, LayerBlueprint> Kinds, ImmutableArray<string> Order)
{
    /// <summary>Names layers after what tells them apart: <c>local</c>, <c>experts</c>, or both.</summary>
    public static LayerNames Of(IReadOnlyList<(string Mixer, string Channel, LayerBlueprint Layer)> stack)
    {
        var byMixer = stack.Select(layer => layer.Mixer).Distinct().Count() > 1;
        var byChannel = stack.Select(layer => layer.Channel).Distinct().Count() > 1;
        var order = stack.Select(layer => (byMixer, byChannel) switch
        {
            (true, true) => string.Join("-", new[] { layer.Mixer, layer.Channel }.Where(word => word != "")),
            (false, true) => layer.Channel,
            _ => layer.Mixer,
        }).ToImmutableArray();
        return new(order.Zip(stack).DistinctBy(pair => pair.First)
            .ToImmutableSortedDictionary(pair => pair.First, pair => pair.Second.Layer, StringComparer.Ordinal), order);
    }
}
