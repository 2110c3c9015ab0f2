// Byte-pair encoding of one piece: of all neighbours that make a token, join those whose token came first in
// training, the leftmost of equals; again until nothing joins.
// Source: arXiv:1508.07909, section 3.2, over bytes.

using System.Text;

namespace Jaram.Tokenizers;

/// <summary>Turns pieces into tokens. Safe for many threads.</summary>
internal sealed class PieceEncoder(Vocabulary vocabulary)
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
            var many = new int[Encoding.UTF8.GetByteCount(piece)];
            Spell(piece, new byte[many.Length], many);
            into.AddRange(many.AsSpan(0, MergeByHeap(many)));
            return;
        }
        if (_cache.Find(piece, out var slot) is { IsEmpty: false } known)
        {
            into.AddRange(known);
            return;
        }
        Span<int> ids = stackalloc int[Short * 3];
        ids = ids[..Spell(piece, stackalloc byte[Short * 3], ids)];
        ids = ids[..MergeByScan(ids)];
        _cache.Keep(slot, piece, ids);
        into.AddRange(ids);
    }

    /// <summary>Writes a piece in bytes and in the tokens of its bytes, and counts them.</summary>
    private static int Spell(ReadOnlySpan<char> piece, Span<byte> utf8, Span<int> ids)
    {
        var count = Encoding.UTF8.GetBytes(piece, utf8);
        for (var i = 0; i < count; i++) ids[i] = Vocabulary.FirstByte + utf8[i];
        return count;
    }

    /// <summary>Merges in place by looking at all neighbours each time, in O(n²).</summary>
    /// <returns>How many tokens are left.</returns>
    internal int MergeByScan(Span<int> ids)
    {
        var pairs = vocabulary.Pairs;
        var count = ids.Length;
        Span<int> made = stackalloc int[count];     // made[i]: the token of ids[i] and ids[i + 1]
        for (var i = 0; i + 1 < count; i++) made[i] = pairs.Find(ids[i], ids[i + 1]);

        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i + 1 < count; i++)
                if (made[i] < made[best]) best = i;
            if (made[best] == PairTable.None) break;

            ids[best] = made[best];
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
        var pairs = vocabulary.Pairs;
        var (previous, next) = (new int[ids.Length], new int[ids.Length]);
        var heap = new PriorityQueue<int, long>();      // places, by what is made there and then from the left
        for (var i = 0; i < ids.Length; i++)
        {
            (previous[i], next[i]) = (i - 1, i + 1);
            Offer(ids, i);
        }
        while (heap.TryDequeue(out var at, out var best))
        {
            var right = next[at];
            if (ids[at] == gone || right >= ids.Length || pairs.Find(ids[at], ids[right]) != best >> 32) continue;
            (ids[at], ids[right]) = ((int)(best >> 32), gone);
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
            if (made != PairTable.None) heap.Enqueue(at, (long)made << 32 | (uint)at);
        }
    }
}
