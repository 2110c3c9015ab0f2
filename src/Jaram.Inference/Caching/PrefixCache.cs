// Pages of texts that were read before, found again by what stands in them: a page is known by a hash over its own
// tokens, those of all pages before it, and a salt, so that tenants with different salts can learn nothing of each
// other's texts by how fast an answer comes.
// Source: block hashing as in vLLM (arXiv:2309.06180, section 4.4 and its CVE-2025-25183, CVE-2025-46570).

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Jaram.Checkpoints;

namespace Jaram.Inference.Caching;

/// <summary>Keeps full pages for texts that begin alike; the least recently used go first. For one thread.</summary>
internal sealed class PrefixCache
{
    private readonly CachePlan _plan;
    private readonly IReadOnlyList<PagePool> _pools;
    private readonly Dictionary<Digest, LinkedListNode<Entry>> _byHash = [];
    private readonly LinkedList<Entry> _byUse = new();                  // first: used last

    /// <param name="plan">What is kept of a token.</param>
    /// <param name="pools">Where pages come from.</param>
    public PrefixCache(CachePlan plan, IReadOnlyList<PagePool> pools) => (_plan, _pools) = (plan, pools);

    /// <summary>Pages known.</summary>
    public int Count => _byHash.Count;

    /// <summary>Lets an empty text begin with pages that are known.</summary>
    /// <param name="sequence">The text.</param>
    /// <param name="tokens">What it begins with; the last token is never taken from the cache.</param>
    /// <param name="chain">The text's own chain of hashes; it is extended.</param>
    /// <returns>Tokens that need not be read.</returns>
    public int Adopt(Sequence sequence, ReadOnlySpan<int> tokens, PrefixChain chain)
    {
        var found = new List<LinkedListNode<Entry>>();
        var most = (tokens.Length - 1) / Page.Tokens;
        while (found.Count < most
            && _byHash.TryGetValue(chain.Hash(found.Count, tokens), out var node)) found.Add(node);
        while (found.Count > 0 && !Reaches(found)) found.RemoveAt(found.Count - 1);
        foreach (var node in found)
            for (var group = 0; group < _pools.Count; group++)
            {
                var page = node.Value.Pages[group];
                if (page >= 0) _pools[group].Share(page);
                sequence.Tables[group].Adopt(page);
            }
        for (var i = found.Count - 1; i >= 0; i--) Touch(found[i]);     // the beginning is needed longest
        sequence.Adopt(found.Count * Page.Tokens);
        return found.Count * Page.Tokens;
    }

    /// <summary>Keeps the full pages of a text that are not known yet.</summary>
    /// <param name="sequence">The text.</param>
    /// <param name="tokens">All of its tokens.</param>
    /// <param name="chain">Its chain of hashes.</param>
    public void Offer(Sequence sequence, ReadOnlySpan<int> tokens, PrefixChain chain)
    {
        for (var number = chain.Offered; number < sequence.Length / Page.Tokens; number++)
        {
            chain.Offered = number + 1;
            var hash = chain.Hash(number, tokens);
            if (_byHash.ContainsKey(hash)) continue;
            var pages = new int[_pools.Count];
            for (var group = 0; group < pages.Length; group++) pages[group] = sequence.Tables[group].Share(number);
            _byHash[hash] = _byUse.AddFirst(new Entry(hash, pages));
        }
    }

    /// <summary>Forgets pages until every group has so many left, or nothing is left to forget.</summary>
    public void MakeRoom(int pages)
    {
        while (_byUse.Last is { } oldest && _pools.Any(pool => pool.Left < pages)) Forget(oldest);
    }

    /// <summary>Whether the last pages of a beginning hold all that its windows look back on.</summary>
    private bool Reaches(List<LinkedListNode<Entry>> found)
    {
        for (var group = 0; group < _pools.Count; group++)
        {
            var window = _plan.Groups[group].Window;
            var first = window == 0 ? 0 : Math.Max(0, (found.Count * Page.Tokens - window) / Page.Tokens);
            for (var i = first; i < found.Count; i++)
                if (found[i].Value.Pages[group] < 0) return false;
        }
        return true;
    }

    private void Touch(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _byUse.AddFirst(node);
    }

    private void Forget(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _byHash.Remove(node.Value.Hash);
        for (var group = 0; group < _pools.Count; group++)
            if (node.Value.Pages[group] >= 0) _pools[group].Release(node.Value.Pages[group]);
    }

    private sealed record Entry(Digest Hash, int[] Pages);
}

/// <summary>The hashes of a text's pages, each over all before it.</summary>
/// <param name="salt">What keeps tenants apart.</param>
internal sealed class PrefixChain(string salt)
{
    private readonly List<Digest> _hashes = [Digest.Of(System.Text.Encoding.UTF8.GetBytes(salt))];

    /// <summary>Pages that were offered already.</summary>
    public int Offered { get; set; }

    /// <summary>The hash of a page.</summary>
    /// <param name="number">From 0; at most one beyond those asked for before.</param>
    /// <param name="tokens">The text, to the end of that page at least.</param>
    public Digest Hash(int number, ReadOnlySpan<int> tokens)
    {
        if (number + 1 < _hashes.Count) return _hashes[number + 1];
        var own = MemoryMarshal.AsBytes(tokens.Slice(number * Page.Tokens, Page.Tokens));
        Span<byte> all = stackalloc byte[SHA256.HashSizeInBytes + own.Length];
        _hashes[number].CopyTo(all);
        own.CopyTo(all[SHA256.HashSizeInBytes..]);
        _hashes.Add(Digest.Of(all));
        return _hashes[^1];
    }
}
