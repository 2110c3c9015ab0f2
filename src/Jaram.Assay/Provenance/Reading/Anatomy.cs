// What a model consists of, by the names and shapes of its tensors alone: no configuration is believed.
// Source: ours.

using Jaram.Checkpoints;
using Jaram.Exchange.Tensors;

namespace Jaram.Assay.Provenance.Reading;

/// <summary>The parts of a subject.</summary>
public sealed class Anatomy
{
    /// <summary>The share of a model's numbers that may have names nobody knows.</summary>
    private const double MostUnknown = 0.05;

    /// <summary>Experts that have this, gpt-oss's, have a row of the gate and a row of the up by turns.</summary>
    private const string InterleavedBias = "gate_up_proj_bias";

    /// <summary>Where norms are called so, the one behind attention does not stand before the network, as elsewhere.
    /// </summary>
    private const string AroundNetworks = "_feedforward_layernorm", BehindAttention = "post_attention_layernorm";

    private readonly List<UnitGroup> _groups = [];
    private readonly Dictionary<string, SourceTensor> _byName;
    private readonly ILookup<TensorPlace, SourceTensor> _byPlace;
    private readonly Dictionary<(Component, int), List<(SourceTensor Tensor, TensorPlace Place)>> _networks = [];
    private readonly bool _isInterleaved;
    private readonly Lazy<bool> _isLessOne;

    /// <summary>Takes a subject apart.</summary>
    /// <exception cref="CheckpointException">Much of it has names that nobody knows, or shapes that do not
    /// fit together.</exception>
    public Anatomy(Subject subject)
    {
        Subject = subject;
        var ahead = subject.Tensors.Tensors.Where(tensor => tensor.Name.Contains("eh_proj", StringComparison.Ordinal))
            .Select(tensor => TensorPlace.Of(tensor.Name).Layer).ToHashSet();
        var around = subject.Tensors.Tensors
            .Where(tensor => tensor.Name.Contains(AroundNetworks, StringComparison.Ordinal))
            .Select(tensor => TensorPlace.Of(tensor.Name).Layer).ToHashSet();
        List<(SourceTensor Tensor, TensorPlace Place)> all =
            [.. subject.Tensors.Tensors.Select(tensor => (tensor, Placed(tensor, ahead, around)))];
        Tensors = [.. all.Where(one => !one.Tensor.IsPacked)];
        Packed = all.Where(one => one.Tensor.IsPacked).Select(one => one.Place.Component).ToHashSet();
        _isInterleaved = all.Exists(one => one.Tensor.Name.EndsWith(InterleavedBias, StringComparison.Ordinal));
        (_byName, _byPlace) = (Tensors.ToDictionary(one => one.Tensor.Name, one => one.Tensor),
            Tensors.ToLookup(one => one.Place, one => one.Tensor));
        RefuseUnknown();
        Tokens = Tensors.Where(one => one.Place is { Component: Component.Embedding, Role: TensorRole.Tokens })
            .Select(one => UnitView.Rows(one.Tensor)).ToList();
        Heads = Tensors.Where(one => one.Place is { Component: Component.Head, Role: TensorRole.Tokens })
            .Select(one => UnitView.Rows(one.Tensor)).ToList();
        Width = Tokens.Count > 0 ? Tokens[0].Features : 0;
        foreach (var (tensor, place) in Tensors.Where(one => IsOfNetwork(one.Place.Role)))
            Network(place).Add((tensor, place));
        foreach (var network in _networks.OrderBy(one => one.Key)) Gather(network.Value);
        _isLessOne = new(() => GainConvention.IsLessOne(this));
    }

    /// <summary>Whose parts.</summary>
    public Subject Subject { get; }

    /// <summary>Every tensor whose numbers can be read, and its place.</summary>
    public IReadOnlyList<(SourceTensor Tensor, TensorPlace Place)> Tensors { get; }

    /// <summary>Components some of whose tensors hold codes, which are not looked at.</summary>
    public IReadOnlySet<Component> Packed { get; }

    /// <summary>Parts that it has, packed ones among them.</summary>
    public IReadOnlyList<Component> Components =>
        [.. Tensors.Select(each => each.Place.Component).Concat(Packed).Distinct().Order()];

    /// <summary>The embedding: tokens by width; none or one.</summary>
    public IReadOnlyList<UnitView> Tokens { get; }

    /// <summary>The head, where it is not the embedding.</summary>
    public IReadOnlyList<UnitView> Heads { get; }

    /// <summary>Width of the stream; 0 without an embedding.</summary>
    public int Width { get; }

    /// <summary>Hidden units, network by network.</summary>
    public IReadOnlyList<UnitGroup> Groups => _groups;

    /// <summary>So many networks at most: the first experts of each layer.</summary>
    public IEnumerable<UnitGroup> SomeGroups(int most)
    {
        var layers = _groups.Select(group => (group.Component, group.Layer)).Distinct().Count();
        var each = Math.Max(1, most / Math.Max(1, layers));
        return _groups.GroupBy(group => (group.Component, group.Layer)).SelectMany(layer => layer.Take(each));
    }

    /// <summary>Tensors whose names say nothing.</summary>
    public IReadOnlyList<SourceTensor> Unknown =>
        [.. Tensors.Where(one => one.Place.Component == Component.Unknown).Select(one => one.Tensor)];

    /// <summary>Finds the tensor that stands where another model's does: by its name, or by its place where makers
    /// name it otherwise.</summary>
    /// <returns>Whether there is one of that shape.</returns>
    public bool TryFindTwin(SourceTensor tensor, TensorPlace place, out SourceTensor twin)
    {
        if (!_byName.TryGetValue(tensor.Name, out var found))
            found = place.Role is TensorRole.Other or TensorRole.Vector || _byPlace[place].Take(2).Count() != 1 ? null
                : _byPlace[place].First();
        twin = found ?? tensor;
        return found is not null && found.Shape.SequenceEqual(tensor.Shape);
    }

    /// <summary>The gains of a layer's norm, whole ones where a file keeps them less one; none where it has none.
    /// </summary>
    public float[] Gains(int layer, TensorRole role)
    {
        var found = Tensors.Where(one => one.Place.Layer == layer && one.Place.Role == role).ToList();
        if (found.Count == 0) return [];
        var gains = UnitView.Rows(found[0].Tensor)
            .Read(Subject.Tensors, [0], Sampling.All((int)found[0].Tensor.Count));
        if (_isLessOne.Value) foreach (ref var gain in gains.AsSpan()) gain++;
        return gains;
    }

    /// <summary>What reads the stream or writes to it in some component, in all layers: rows of features by
    /// channels.</summary>
    public IEnumerable<(TensorPlace Place, UnitView View)> OnStream(Component component)
    {
        if (component == Component.Experts)
        {
            foreach (var part in OfExperts().Where(part => part.View.Features == Width)) yield return part;
            yield break;
        }
        foreach (var (tensor, place) in Tensors.Where(one => one.Place.Component == component))
        {
            var view = OnStream(tensor, place);
            if (view is not null && view.Features == Width) yield return (place, view);
        }
    }

    /// <summary>A matrix by its units: rows that read, columns that write.</summary>
    internal static UnitView View(SourceTensor tensor, TensorPlace place) =>
        (place.Role is TensorRole.Down or TensorRole.Output) != place.IsTurned
            ? UnitView.Columns(tensor)
            : UnitView.Rows(tensor);

    /// <summary>What experts read and write, whether each is a tensor of its own or all are one.</summary>
    private IEnumerable<(TensorPlace Place, UnitView View)> OfExperts() =>
        from network in _groups
        where network.Component == Component.Experts
        from part in network.Reads.Index().Select(read => (Role: TensorRole.Gate + read.Index, View: read.Item))
            .Concat(network.Writes.Select(view => (Role: TensorRole.Down, View: view)))
        select (new TensorPlace(Component.Experts, part.Role, network.Layer, network.Expert), part.View);

    private static UnitView? OnStream(SourceTensor tensor, TensorPlace place) => place.Role switch
    {
        _ when tensor.Shape.Length != 2 => null,
        TensorRole.Other or TensorRole.Vector or TensorRole.AttentionNorm or TensorRole.ChannelNorm
            or TensorRole.QueryUp or TensorRole.LatentUp or TensorRole.KeyUp => null,
        _ => View(tensor, place),
    };

    private static TensorPlace Placed(SourceTensor tensor, HashSet<int> ahead, HashSet<int> around)
    {
        var place = TensorPlace.Of(tensor.Name);
        if (around.Contains(place.Layer) && tensor.Name.Contains(BehindAttention, StringComparison.Ordinal))
            return place with { Role = TensorRole.Vector };
        if (tensor.Shape.Length < 2) return place with { Component = Component.Norms };
        return place.Layer >= 0 && ahead.Contains(place.Layer) ? place with { Component = Component.Ahead } : place;
    }

    private static bool IsOfNetwork(TensorRole role) =>
        role is TensorRole.Gate or TensorRole.Up or TensorRole.GateUp or TensorRole.Down;

    private List<(SourceTensor, TensorPlace)> Network(TensorPlace place)
    {
        if (!_networks.TryGetValue((place.Component, place.Layer), out var all))
            _networks.Add((place.Component, place.Layer), all = []);
        return all;
    }

    /// <summary>Puts gates, ups and downs of one layer together: one network, or one an expert. A layer's dense network
    /// and its shared expert do not occur together.</summary>
    private void Gather(List<(SourceTensor Tensor, TensorPlace Place)> network)
    {
        if (network.Exists(one => one.Tensor.Shape.Length == 3)) GatherStacks(network);
        else foreach (var one in network.GroupBy(one => one.Place.Expert).OrderBy(one => one.Key))
            Add(one.First().Place, one.Key, [.. one.Select(each => (each.Place.Role, View(each.Tensor, each.Place)))]);
    }

    /// <summary>Experts one behind the other: (experts, units, width), or (experts, width, units).</summary>
    private void GatherStacks(List<(SourceTensor Tensor, TensorPlace Place)> network)
    {
        var stacks = network.Where(one => one.Tensor.Shape.Length == 3).ToList();
        var experts = (int)stacks[0].Tensor.Shape[0];
        for (var expert = 0; expert < experts; expert++)
            Add(stacks[0].Place, expert, [.. stacks.Select(one => (one.Place.Role, Of(one, expert, experts)))]);
    }

    private UnitView Of((SourceTensor Tensor, TensorPlace Place) one, int expert, int experts)
    {
        var stack = UnitView.Rows(one.Tensor);
        var rows = stack.Slice(expert * (stack.Units / experts), stack.Units / experts);
        return rows.Features == Width ? rows : rows.Turned;
    }

    private void Add(TensorPlace place, int expert, IReadOnlyList<(TensorRole Role, UnitView View)> parts)
    {
        List<UnitView> reads = [.. parts.Where(part => part.Role is TensorRole.Gate or TensorRole.Up)
            .OrderBy(part => part.Role).Select(part => part.View)];
        foreach (var (_, fused) in parts.Where(part => part.Role == TensorRole.GateUp))
            reads.AddRange(_isInterleaved
                ? [fused.EverySecond(0), fused.EverySecond(1)]
                : [fused.Slice(0, fused.Units / 2), fused.Slice(fused.Units / 2, fused.Units / 2)]);
        if (reads.Count == 0) return;
        UnitView[] writes = [.. parts.Where(part => part.Role == TensorRole.Down).Select(part => part.View)];
        if (reads.Concat(writes).FirstOrDefault(view => view.Units != reads[0].Units) is { } odd)
            throw new CheckpointException($"{Subject.Name}: tensor {odd.Tensor} has {odd.Units} hidden units, "
                + $"{reads[0].Tensor} has {reads[0].Units}: these belong to different models");
        _groups.Add(new(place.Component, place.Layer, expert, reads, writes));
    }

    private void RefuseUnknown()
    {
        var (all, unknown) = (Tensors.Sum(one => one.Tensor.Count), Unknown);
        var count = unknown.Sum(tensor => tensor.Count);
        if (count > MostUnknown * all)
            throw new CheckpointException(FormattableString.Invariant($"{Subject.Name}: {unknown.Count} tensors ")
                + FormattableString.Invariant($"with {count} of {all} numbers have names that nothing is known of, ")
                + $"{Quoted.Of(unknown[0].Name)} first: a verdict would leave them out");
    }
}
