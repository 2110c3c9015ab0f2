namespace Jaram.Inference.Caching;

/// <summary>What the layers of a model keep of each token. Layers that look back equally far form a group, with pages
/// of its own: those of a window are given back once the window has passed.</summary>
internal sealed class CachePlan
{
    private readonly List<(int Window, long PageBytes)> _groups = [];

    /// <summary>How far each group looks back, 0 for all the way, and the bytes of its pages.</summary>
    public IReadOnlyList<(int Window, long PageBytes)> Groups => _groups;

    /// <summary>Reserves a place in each page of a group.</summary>
    /// <param name="window">Tokens looked back on, the present one included; 0 for all.</param>
    /// <param name="bytes">Bytes for the 16 tokens of a page; a multiple of 64.</param>
    public CacheSlot Reserve(int window, long bytes)
    {
        var group = _groups.FindIndex(known => known.Window == window);
        if (group < 0)
        {
            group = _groups.Count;
            _groups.Add((window, 0));
        }
        var slot = new CacheSlot(group, _groups[group].PageBytes);
        _groups[group] = (window, slot.Offset + bytes);
        return slot;
    }
}

/// <summary>A place in the pages of a group.</summary>
/// <param name="Group">Which group.</param>
/// <param name="Offset">Bytes from the start of a page.</param>
internal readonly record struct CacheSlot(int Group, long Offset);
