// The inner loop of encoding asks one thing, millions of times a second: what do these two tokens make?
// Open addressing over one array: most answers touch one cache line. What a pair makes is one number: the rank of the
// merge above, which decides who goes first, and the token below.

using System.Numerics;

namespace Jaram.Tokenizers;

/// <summary>Pairs of tokens and the token that each pair makes. Ids are below 2^20.</summary>
internal sealed class PairTable
{
    /// <summary>What two tokens make that no merge joins: more than any rank, so it never wins.</summary>
    public const long None = long.MaxValue;

    private readonly (ulong Pair, long Made)[] _slots;
    private readonly int _shift;

    /// <param name="pairs">Number of pairs that will be added.</param>
    public PairTable(int pairs)
    {
        var size = BitOperations.RoundUpToPowerOf2((uint)Math.Max(pairs, 8) * 2);
        _slots = new (ulong, long)[size];
        _shift = 64 - BitOperations.Log2(size);
    }

    /// <summary>Rank of the merge that made it: lower ranks go first.</summary>
    public static int Rank(long made) => (int)(made >> 32);

    /// <summary>The token that was made.</summary>
    public static int Id(long made) => (int)made;

    /// <summary>All pairs, in no order.</summary>
    public IEnumerable<(int Left, int Right, int Rank)> All => _slots.Where(slot => slot.Pair != 0)
        .Select(slot => ((int)(slot.Pair >> 32) - 1, (int)(uint)slot.Pair, Rank(slot.Made)));

    /// <summary>Adds a pair.</summary>
    /// <returns>False when it was there already; the first stays.</returns>
    public bool Add(int left, int right, int rank, int id)
    {
        var pair = Pack(left, right);
        var slot = Slot(pair);
        for (; _slots[slot].Pair != 0; slot = (slot + 1) & (_slots.Length - 1))
            if (_slots[slot].Pair == pair) return false;
        _slots[slot] = (pair, (long)rank << 32 | (uint)id);
        return true;
    }

    /// <summary>What the pair makes, or <see cref="None"/>.</summary>
    public long Find(int left, int right)
    {
        var pair = Pack(left, right);
        for (var slot = Slot(pair); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var (there, made) = _slots[slot];
            if (there == pair) return made;
            if (there == 0) return None;
        }
    }

    /// <summary>The pair as a number above 0, which marks a free slot.</summary>
    private static ulong Pack(int left, int right) => (ulong)(uint)(left + 1) << 32 | (uint)right;

    /// <summary>Fibonacci hashing: the golden ratio spreads neighbouring ids.</summary>
    private int Slot(ulong pair) => (int)(pair * 0x9E3779B97F4A7C15 >> _shift);
}
