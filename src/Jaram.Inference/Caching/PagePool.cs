using System.Diagnostics;

namespace Jaram.Inference.Caching;

/// <summary>The pages of one group: taken, shared, given back. Memory is asked for in slabs and kept. For one thread.
/// </summary>
/// <param name="pageBytes">Bytes of a page.</param>
/// <param name="most">Pages that there may be.</param>
internal sealed unsafe class PagePool(long pageBytes, int most) : IDisposable
{
    private const long SlabBytes = 16 << 20;

    private readonly List<NativeArray<byte>> _slabs = [];
    private readonly Stack<int> _free = new();
    private readonly List<int> _holders = [];
    private readonly int _pagesOfSlab = (int)Math.Clamp(SlabBytes / Math.Max(pageBytes, 1), 1, Math.Max(most, 1));

    /// <summary>Bytes of a page.</summary>
    public long PageBytes => pageBytes;

    /// <summary>Pages that there may be.</summary>
    public int Most => most;

    /// <summary>Pages that are held now.</summary>
    public int Held => _holders.Count - _free.Count;

    /// <summary>Pages that can still be taken.</summary>
    public int Left => most - Held;

    /// <summary>Takes a page, held once.</summary>
    /// <exception cref="InferenceException">All are held.</exception>
    public int Take()
    {
        if (_free.Count == 0) Grow();
        var page = _free.Pop();
        _holders[page] = 1;
        return page;
    }

    /// <summary>Holds a page once more.</summary>
    public void Share(int page) => _holders[page]++;

    /// <summary>Whether a page is held more than once.</summary>
    public bool IsShared(int page) => _holders[page] > 1;

    /// <summary>Holds a page once less; held by nobody, it can be taken again.</summary>
    public void Release(int page)
    {
        Debug.Assert(_holders[page] > 0, "released more often than held");
        if (--_holders[page] == 0) _free.Push(page);
    }

    /// <summary>Where a page lies.</summary>
    public byte* At(int page) => _slabs[page / _pagesOfSlab].Start + page % _pagesOfSlab * pageBytes;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slab in _slabs) slab.Dispose();
    }

    private void Grow()
    {
        var count = Math.Min(_pagesOfSlab, most - _holders.Count);
        if (count <= 0)
            throw new InferenceException($"all {most} cache pages of {pageBytes} bytes are in use; "
                + "wait for an answer to end, or give the cache more memory");
        _slabs.Add(new(count * pageBytes));
        for (var page = _holders.Count + count - 1; page >= _holders.Count; page--) _free.Push(page);
        for (var i = 0; i < count; i++) _holders.Add(0);
    }
}
