namespace Jaram.Inference.Caching;

/// <summary>A text's pages of one group, in order.</summary>
/// <param name="pool">Where they come from.</param>
/// <param name="window">Tokens looked back on; 0 for all.</param>
internal sealed unsafe class PageTable(PagePool pool, int window) : IDisposable
{
    private const int Gone = -1;

    private readonly List<int> _pages = [];
    private NativeArray<nint> _at = new(64);
    private int _forgotten;

    /// <summary>Where page after page lies; null where the window has passed.</summary>
    public byte** Pages => (byte**)_at.Start;

    /// <summary>Bytes held.</summary>
    public long Bytes => (_pages.Count - _forgotten) * pool.PageBytes;

    /// <summary>Whether pages were given back that the text once had.</summary>
    public bool HasForgotten => _forgotten > 0;

    /// <summary>Takes pages until more tokens have room; a page that others hold too is copied before it is written.
    /// </summary>
    /// <param name="length">Tokens read.</param>
    /// <param name="more">Tokens to come.</param>
    public void Reserve(int length, int more)
    {
        if (length % Page.Tokens != 0) Own(length / Page.Tokens);
        while (_pages.Count < Page.Of(length + more)) Add(pool.Take());
    }

    /// <summary>Gives back the pages that no later token looks at.</summary>
    /// <param name="length">Tokens read.</param>
    public void Forget(int length)
    {
        if (window == 0) return;
        for (var first = (length - window - Sequence.TakenBackAtMost) / Page.Tokens; _forgotten < first; _forgotten++)
            Drop(_forgotten);
    }

    /// <summary>Gives back the pages beyond a length.</summary>
    public void Cut(int length)
    {
        for (var last = Page.Of(length); _pages.Count > last; _pages.RemoveAt(_pages.Count - 1))
            Drop(_pages.Count - 1);
        _forgotten = Math.Min(_forgotten, _pages.Count);
    }

    /// <summary>The page of that number, held once more for whoever asks; -1 where the window has passed.</summary>
    public int Share(int number)
    {
        if (_pages[number] != Gone) pool.Share(_pages[number]);
        return _pages[number];
    }

    /// <summary>Takes over a page that somebody held for it, or a place that the window has passed.</summary>
    public void Adopt(int page)
    {
        Add(page);
        if (page == Gone) _forgotten++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Cut(0);
        _at.Dispose();
    }

    private void Own(int number)
    {
        if (!pool.IsShared(_pages[number])) return;
        var page = pool.Take();
        Buffer.MemoryCopy(pool.At(_pages[number]), pool.At(page), pool.PageBytes, pool.PageBytes);
        pool.Release(_pages[number]);
        (_pages[number], _at.Start[number]) = (page, (nint)pool.At(page));
    }

    private void Add(int page)
    {
        if (_pages.Count == _at.Count)
        {
            var larger = new NativeArray<nint>(2 * _at.Count);
            _at.Slice(0, _pages.Count).CopyTo(larger.Slice(0, _pages.Count));
            _at.Dispose();
            _at = larger;
        }
        _at.Start[_pages.Count] = page == Gone ? 0 : (nint)pool.At(page);
        _pages.Add(page);
    }

    private void Drop(int number)
    {
        if (_pages[number] == Gone) return;
        pool.Release(_pages[number]);
        _pages[number] = Gone;
        _at.Start[number] = 0;
    }
}
