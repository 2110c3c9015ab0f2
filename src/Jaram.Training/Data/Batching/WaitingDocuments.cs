using System.Numerics;

namespace Jaram.Training.Data;

/// <summary>The window of documents from which rows are filled: by age, and by length in one queue a length.</summary>
internal sealed class WaitingDocuments
{
    // 1,024 short documents nearly always hold one for any gap, and are few enough that sources stay mixed in a row.
    private const int Window = 1024;
    private const int MaxTried = 64;
    private const int None = -1;

    private readonly int[] _lengths, _order, _next, _first, _last;
    private readonly bool[] _taken;
    private readonly ulong[] _present;     // bit n: a document of length n waits
    private readonly int _longer;          // the queue of those longer than any row
    private readonly long _plenty;         // space in which several more documents will fit
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
        _plenty = lengths.Length == 0 ? 0 : 4 * lengths.Sum(length => (long)length) / lengths.Length;
        _present = new ulong[_longer / 64 + 1];
        Admit();
    }

    public bool Any => _waiting > 0;

    /// <summary>The one that has waited longest.</summary>
    public int TakeOldest() => Take(OldestQueue());

    /// <summary>While there is space for four or more, the oldest, so that rows are as mixed as the corpus. Then the
    /// longest that fills the space, alone or with one other that waits; else the longest that fits; if none does, the
    /// longest of all, which will be cut.</summary>
    public int TakeNext(int space)
    {
        if (space > _plenty && OldestQueue() is var oldest && oldest <= space) return Take(oldest);
        var fits = LongestUpTo(space);
        for (var (queue, tried) = (fits, 0); queue != None && tried < MaxTried; queue = LongestUpTo(queue - 1), tried++)
            if (queue == space || Waits(space - queue)) return Take(queue);
        return Take(fits != None ? fits : LongestUpTo(_longer));
    }

    private bool Waits(int length) => (_present[length / 64] >> length & 1) != 0;

    private int LongestUpTo(int length)
    {
        for (var (word, mask) = (length / 64, ulong.MaxValue >> (63 - length % 64)); word >= 0; word--)
        {
            if ((_present[word] & mask) is var bits and not 0) return word * 64 + BitOperations.Log2(bits);
            mask = ulong.MaxValue;
        }
        return None;
    }

    // The oldest of all is the first in the queue of its length.
    private int OldestQueue()
    {
        while (_taken[_order[_oldest]]) _oldest++;
        return Queue(_order[_oldest]);
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
