// Byte-pair encoding of one piece: of all neighbours that make a token, join those whose merge has the lowest rank,
// the leftmost of equals; again until nothing joins.
// Source: arXiv:1508.07909, section 3.2, over bytes.

using System.Text;
using static Jaram.Tokenizers.PairTable;

namespace Jaram.Tokenizers;

/// <summary>Turns pieces into tokens. Safe for many threads.</summary>
internal sealed class PieceEncoder(TokenTable tokens)
{
    /// <summary>Longest piece in characters worth remembering. Looking at all its neighbours is faster than keeping
    /// them in a heap.</summary>
    private const int Short = 32;

    private readonly PieceCache _cache = new();

    /// <summary>Appends the tokens of a piece.</summary>
    public void Encode(ReadOnlySpan<char> piece, List<int> into)
    {
        if (piece.Length > Short)
        {
            if (tokens.TryWhole(piece, out var whole))
            {
                into.Add(whole);
                return;
            }
            var many = new int[Encoding.UTF8.GetByteCount(piece)];
            var count = tokens.Spell(piece, new byte[many.Length], many);
            into.AddRange(many.AsSpan(0, MergeByHeap(many.AsSpan(0, count))));
            return;
        }
        if (_cache.Find(piece, out var slot) is { IsEmpty: false } known)
        {
            into.AddRange(known);
            return;
        }
        Span<int> ids = stackalloc int[Short * 3];
        if (tokens.TryWhole(piece, out ids[0]))
        {
            ids = ids[..1];
        }
        else
        {
            ids = ids[..tokens.Spell(piece, stackalloc byte[Short * 3], ids)];
            ids = ids[..MergeByScan(ids)];
        }
        _cache.Keep(slot, piece, ids);
        into.AddRange(ids);
    }

    /// <summary>Merges in place by looking at all neighbours each time, in O(n²).</summary>
    /// <returns>How many tokens are left.</returns>
    internal int MergeByScan(Span<int> ids)
    {
        var pairs = tokens.Pairs;
        var count = ids.Length;
        Span<long> made = stackalloc long[count];   // made[i]: what ids[i] and ids[i + 1] make
        for (var i = 0; i + 1 < count; i++) made[i] = pairs.Find(ids[i], ids[i + 1]);

        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i + 1 < count; i++)
                if (Rank(made[i]) < Rank(made[best])) best = i;
            if (made[best] == None) break;

            ids[best] = Id(made[best]);
            count--;
            for (var i = best + 1; i < count; i++) (ids[i], made[i - 1]) = (ids[i + 1], made[i]);
            if (best > 0) made[best - 1] = pairs.Find(ids[best - 1], ids[best]);
            if (best + 1 < count) made[best] = pairs.Find(ids[best], ids[best + 1]);
        }
        return count;
    }

    /// <summary>The same in O(n log n), for a piece as long as a book.</summary>
    /// <returns>How many tokens are left.</returns>
    internal int MergeByHeap(Span<int> ids)
    {
        const int gone = -1;
        var pairs = tokens.Pairs;
        var (previous, next) = (new int[ids.Length], new int[ids.Length]);
        var heap = new PriorityQueue<int, long>();      // places, by the rank of what is made there, then from the left
        for (var i = 0; i < ids.Length; i++)
        {
            (previous[i], next[i]) = (i - 1, i + 1);
            Offer(ids, i);
        }
        while (heap.TryDequeue(out var at, out var best))
        {
            var right = next[at];
            if (ids[at] == gone || right >= ids.Length) continue;
            var made = pairs.Find(ids[at], ids[right]);
            if (Rank(made) != best >> 32) continue;
            (ids[at], ids[right]) = (Id(made), gone);
            next[at] = next[right];
            if (next[at] < ids.Length) previous[next[at]] = at;
            Offer(ids, at);
            if (previous[at] >= 0) Offer(ids, previous[at]);
        }
        var count = 0;
        for (var at = 0; at < ids.Length; at = next[at]) ids[count++] = ids[at];
        return count;

        void Offer(Span<int> ids, int at)
        {
            if (next[at] >= ids.Length) return;
            var made = pairs.Find(ids[at], ids[next[at]]);
            if (made != None) heap.Enqueue(at, (long)Rank(made) << 32 | (uint)at);
        }
    }
}
