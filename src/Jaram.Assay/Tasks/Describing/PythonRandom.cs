// The draws of Python's random module, so that examples before a question are those that the harness draws.
// Source: Matsumoto, Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998) 3 (init_by_array of 2002); CPython,
// Lib/random.py (sample, _randbelow_with_getrandbits).

namespace Jaram.Assay.Tasks.Describing;

/// <summary>Python's random.Random of a seed below 2^32.</summary>
internal sealed class PythonRandom
{
    private const int Words = 624, Middle = 397;
    private readonly uint[] _state = new uint[Words];
    private int _next = Words;

    /// <summary>Begins a sequence of draws.</summary>
    public PythonRandom(uint seed)
    {
        _state[0] = 19650218;
        for (var i = 1; i < Words; i++) _state[i] = 1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30)) + (uint)i;
        var at = 1;
        for (var round = 0; round < Words; round++)
        {
            _state[at] = (_state[at] ^ ((_state[at - 1] ^ (_state[at - 1] >> 30)) * 1664525)) + seed;
            Advance(ref at);
        }
        for (var round = 0; round < Words - 1; round++)
        {
            _state[at] = (_state[at] ^ ((_state[at - 1] ^ (_state[at - 1] >> 30)) * 1566083941)) - (uint)at;
            Advance(ref at);
        }
        _state[0] = 1u << 31;
    }

    /// <summary>So many different ones of a list, in the order in which they are drawn.</summary>
    public IReadOnlyList<T> Sample<T>(IReadOnlyList<T> from, int count)
    {
        var (drawn, few) = (new T[count], 21);
        if (count > 5) few += (int)Math.Pow(4, Math.Ceiling(Math.Log(count * 3) / Math.Log(4)));
        if (from.Count <= few)
        {
            T[] pool = [.. from];
            for (var i = 0; i < count; i++)
            {
                var at = Below(pool.Length - i);
                drawn[i] = pool[at];
                pool[at] = pool[pool.Length - i - 1];
            }
            return drawn;
        }
        var taken = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var at = Below(from.Count);
            while (!taken.Add(at)) at = Below(from.Count);
            drawn[i] = from[at];
        }
        return drawn;
    }

    /// <summary>A whole number from 0 to below a bound.</summary>
    public int Below(int bound)
    {
        var bits = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)bound);
        while (true)
            if (Next() >> (32 - bits) is var drawn && drawn < bound) return (int)drawn;
    }

    private void Advance(ref int at)
    {
        if (++at < Words) return;
        _state[0] = _state[Words - 1];
        at = 1;
    }

    private uint Next()
    {
        if (_next == Words) Turn();
        var word = _state[_next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >> 18);
    }

    private void Turn()
    {
        for (var i = 0; i < Words; i++)
        {
            var mixed = (_state[i] & 0x80000000) | (_state[(i + 1) % Words] & 0x7FFFFFFF);
            _state[i] = _state[(i + Middle) % Words] ^ (mixed >> 1) ^ ((mixed & 1) == 0 ? 0 : 0x9908B0DFu);
        }
        _next = 0;
    }
}
