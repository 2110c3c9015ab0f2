// The inner loop of encoding asks one thing, millions of times a second: what do these two tokens make?
// Open addressing over one array: most answers touch one cache line.

using System.Numerics;

namespace Jaram.Tokenizers;

/// <summary>Pairs of tokens and the token that each pair makes. Ids are below 2^20.</summary>
internal sealed class PairTable
{
    /// <summary>What two tokens make that no merge joins: more than any id, so it never wins.</summary>
    public const int None = int.MaxValue;

    private readonly (ulong Pair, int Id)[] _slots;
    private readonly int _shift;

    /// <param name="pairs">Number of pairs that will be added.</param>
    public PairTable(int pairs)
    {
        var size = BitOperations.RoundUpToPowerOf2((uint)Math.Max(pairs, 8) * 2);
        _slots = new (ulong, int)[size];
        _shift = 64 - BitOperations.Log2(size);
    }

    /// <summary>Adds a pair that is not there yet; its parts are bytes or merged tokens, so never both 0.</summary>
    public void Add(int left, int right, int id)
    {
        var pair = Pack(left, right);
        var slot = Slot(pair);
        while (_slots[slot].Pair != 0) slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = (pair, id);
    }

    /// <summary>The token that the pair makes, or <see cref="None"/>.</summary>
    public int Find(int left, int right)
    {
        var pair = Pack(left, right);
        for (var slot = Slot(pair); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var (there, id) = _slots[slot];
            if (there == pair) return id;
            if (there == 0) return None;
        }
    }

    private static ulong Pack(int left, int right) => (ulong)(uint)left << 32 | (uint)right;

    /// <summary>Fibonacci hashing: the golden ratio spreads neighbouring ids.</summary>
    private int Slot(ulong pair) => (int)(pair * 0x9E3779B97F4A7C15 >> _shift);
}
