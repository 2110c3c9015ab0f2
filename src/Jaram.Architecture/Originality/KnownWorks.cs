using System.Collections.Concurrent;
using Jaram.Architecture.Atlas;

namespace Jaram.Architecture.Originality;

/// <summary>The architectures that candidates are compared with, and how usual each of their parts is. To draw them
/// takes seconds: made once, and used for many.</summary>
public sealed class KnownWorks
{
    /// <summary>What a layer keeps, what stands around the layers, how weights are made: places beside the graphs.
    /// </summary>
    internal static readonly Slot Kept = new("kept", "", ""), Around = new("around", "", ""),
        Made = new("made", "", "");

    private readonly ConcurrentDictionary<(string, string), IReadOnlyList<Edit>> _edits = [];

    /// <param name="models">The atlas.</param>
    public KnownWorks(IEnumerable<Blueprint> models)
    {
        All = [.. models.Select(Anatomy.Of)];
        foreach (var work in All)
            Usage.Add(work.Layers.Select(layer => layer.Graph),
                [.. work.Kept.Select(form => (Kept, form)), .. work.Around.Select(part => (Around, part)),
                    .. work.Growth.Select(growth => (Made, growth))]);
    }

    /// <summary>All of them.</summary>
    internal IReadOnlyList<Anatomy> All { get; }

    /// <summary>How usual each part is.</summary>
    internal Usage Usage { get; } = new();

    /// <summary>Edits from a known layer to a candidate's, computed once and kept; threads may ask at once.</summary>
    internal IReadOnlyList<Edit> Edits(LayerAnatomy layer, LayerAnatomy known) => layer.Print == known.Print
        ? []
        : _edits.GetOrAdd((layer.Print, known.Print), _ => Alignment.Of(layer.Graph, known.Graph, Usage));

    /// <summary>What it takes to name one of them.</summary>
    internal double NameBits => Math.Log2(All.Count);

    /// <summary>Those that were public before a candidate: no later one can be its parent, nor itself.</summary>
    internal IEnumerable<Anatomy> Before(Anatomy candidate) => All.Where(work => work.Name != candidate.Name
        && (candidate.Released is not { } date || work.Released is { } earlier && earlier.IsBefore(date)));
}
