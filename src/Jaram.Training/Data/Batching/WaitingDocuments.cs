using System.Numerics;

namespace Jaram.Training.Data;

/// <summary>The window of documents from which rows are filled: by age, and by length in one queue a length.</summary>
internal sealed class WaitingDocuments
{
    // 1,024 short documents nearly always hold one for any gap, and are few enough that sources stay mixed in a row.
    private const int Window = 1024;
    private const int None = -1;

    private readonly int[] _lengths, _order, _next, _first, _last;
    private readonly bool[] _taken;
    private readonly ulong[] _present;     // bit n: a document of length n waits
    private readonly int _longer;          // the queue of those longer than any row
    private int _admitted, _oldest, _waiting;

    /// <param name="lengths">Of all documents, in ids.</param>
    /// <param name="row">The longest that fits into one row, in ids.</param>
    public WaitingDocuments(int[] lengths, int row)
    {
        _lengths = lengths;
        _longer = row + 1;
        var shuffle = new Permutation(Math.Max(1, lengths.Length), key: (ulong)row);
        _order = [.. Enumerable.Range(0, lengths.Length).Select(place => (int)shuffle.At(place))];
        (_next, _taken) = (new int[lengths.Length], new bool[lengths.Length]);
        (_first, _last) = (new int[row + 2], new int[row + 2]);
        Array.Fill(_first, None);
        _present = new ulong[_longer / 64 + 1];
        Admit();
    }

    public bool Any => _waiting > 0;

    public int TakeOldest()
    {
        while (_taken[_order[_oldest]]) _oldest++;
        // Oldest of all, so first in the queue of its length.
        return Take(Queue(_order[_oldest]));
    }

    /// <summary>The longest that fits into the space; if none does, the longest of all, which will be cut.</summary>
    public int TakeLongest(int space) =>
        Take(LongestUpTo(space) is var fits and not None ? fits : LongestUpTo(_longer));

    private int LongestUpTo(int length)
    {
        length = Math.Min(length, _longer);
        for (var (word, mask) = (length / 64, ulong.MaxValue >> (63 - length % 64)); word >= 0; word--)
        {
            if ((_present[word] & mask) is var bits and not 0) return word * 64 + BitOperations.Log2(bits);
            mask = ulong.MaxValue;
        }
        return None;
    }

    private int Take(int queue)
    {
        var document = _first[queue];
        _first[queue] = _next[document];
        if (_first[queue] == None) _present[queue / 64] &= ~(1UL << queue);
        _taken[document] = true;
        _waiting--;
        Admit();
        return document;
    }

    private void Admit()
    {
        for (; _waiting < Window && _admitted < _order.Length; _waiting++)
        {
            var document = _order[_admitted++];
            var queue = Queue(document);
            _next[document] = None;
            if (_first[queue] == None) _first[queue] = document;
            else _next[_last[queue]] = document;
            _last[queue] = document;
            _present[queue / 64] |= 1UL << queue;
        }
    }

    private int Queue(int document) => Math.Min(_lengths[document], _longer);
}
