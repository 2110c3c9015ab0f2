// A shuffle that is computed, not stored: place i of the shuffled order is found in O(1) from (count, key, i).
//
// Source: Feistel network of 6 rounds over two halves of equal width (Luby and Rackoff, SIAM J. Comput. 17, 1988) with
// cycle walking into [0, count) (Black and Rogaway, CT-RSA 2002). The domain is below 4 * count: few walks.

using System.Diagnostics;
using System.Numerics;

namespace Jaram.Training.Data;

/// <summary>A keyed bijection of [0, count) onto itself.</summary>
internal readonly struct Permutation
{
    private const int Rounds = 6;

    private readonly ulong _count, _key, _mask;
    private readonly int _half;

    /// <param name="count">How many things are shuffled, at least 1.</param>
    /// <param name="key">The same key gives the same order for ever.</param>
    public Permutation(long count, ulong key)
    {
        Debug.Assert(count >= 1, "nothing to shuffle");
        (_count, _key) = ((ulong)count, key);
        _half = (65 - BitOperations.LeadingZeroCount(_count - 1)) / 2;
        _mask = (1UL << _half) - 1;
    }

    /// <summary>The thing that stands at a place.</summary>
    /// <param name="place">In [0, count).</param>
    public long At(long place)
    {
        Debug.Assert((ulong)place < _count, "a place beyond the order");
        var at = (ulong)place;
        do at = Shuffle(at); while (at >= _count);
        return (long)at;
    }

    private ulong Shuffle(ulong at)
    {
        var (left, right) = (at >> _half, at & _mask);
        for (var round = 0UL; round < Rounds; round++)
            (left, right) = (right, left ^ (SplitMix.Mix(unchecked(_key + round * SplitMix.Golden) ^ right) & _mask));
        return left << _half | right;
    }
}
