// SplitMix64: one addition and three xor-shift-multiplies a draw; every 64-bit state is a good start.
// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.

namespace Jaram.Village;

/// <summary>Seeded draws, the same on every machine.</summary>
internal sealed class Dice
{
    private ulong _state;

    internal Dice(ulong state) => _state = state;

    /// <summary>Draws that depend on the seed and the key alone, so that one choice never moves another.</summary>
    public static Dice For(ulong seed, string key)
    {
        const ulong Offset = 0xCBF29CE484222325, Prime = 0x100000001B3;   // FNV-1a
        var hash = Offset;
        foreach (var c in key) hash = (hash ^ c) * Prime;
        return new(new Dice(seed).Next() ^ hash);
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to bound - 1; the bias is below bound / 2^64.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        T[] deck = [.. items];
        for (var i = deck.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (deck[i], deck[j]) = (deck[j], deck[i]);
        }
        return deck;
    }
}
