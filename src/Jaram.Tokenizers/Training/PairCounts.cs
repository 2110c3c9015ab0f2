// How often each pair of neighbours occurs, and in which words. Merging only ever lowers the count of a pair that was
// there before, so the heap may hold old counts: one is put right when it comes up ("lazy update").

namespace Jaram.Tokenizers;

/// <summary>The pairs of neighbouring tokens in all words, most frequent first.</summary>
internal sealed class PairCounts(long minimum)
{
    private readonly Dictionary<ulong, PairTally> _tallies = [];
    private readonly PriorityQueue<ulong, (long Negated, ulong Pair)> _heap = new();
    private readonly List<ulong> _fresh = [];

    /// <summary>Adds a pair that is new.</summary>
    public void Add(int left, int right, PairTally tally)
    {
        _tallies.Add(Pack(left, right), tally);
        _fresh.Add(Pack(left, right));
    }

    /// <summary>Lowers the count of a pair that is there no longer, or less often.</summary>
    public void Remove(int left, int right, long count)
    {
        if (_tallies.TryGetValue(Pack(left, right), out var tally)) tally.Count -= count;
    }

    /// <summary>Takes out the most frequent pair, of equals the one with the lower ids, left first. Null when none is
    /// frequent enough.</summary>
    public (int Left, int Right, List<int> Words)? TakeMost()
    {
        foreach (var pair in _fresh) Queue(pair, _tallies[pair].Count);
        _fresh.Clear();
        while (_heap.TryDequeue(out var pair, out var queued))
        {
            var tally = _tallies[pair];
            if (tally.Count == -queued.Negated)
            {
                _tallies.Remove(pair);
                return ((int)(pair >> 32), (int)(uint)pair, tally.Words);
            }
            Queue(pair, tally.Count);
        }
        return null;
    }

    /// <summary>A pair too rare now will never be frequent again.</summary>
    private void Queue(ulong pair, long count)
    {
        if (count >= minimum) _heap.Enqueue(pair, (-count, pair));
        else _tallies.Remove(pair);
    }

    private static ulong Pack(int left, int right) => (ulong)(uint)left << 32 | (uint)right;
}
