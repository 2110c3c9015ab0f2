using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>Learnt numbers as if drawn by lot, the same from the same seed on every platform.</summary>
/// <param name="seed">Any.</param>
internal sealed class Draw(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from -1 to 1.</summary>
    public double Next()
    {
        // SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, figure 16)
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            return ((z ^ z >> 31) >> 11) * (2.0 / (1UL << 53)) - 1;
        }
    }

    /// <summary>Numbers for vectors.</summary>
    public ImmutableArray<double> Vector(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    /// <summary>A matrix, or a bank of them, that neither swells nor shrinks what passes.</summary>
    public Linear Linear(int from, int to, int bank = 1)
    {
        var size = Math.Sqrt(3.0 / from);
        return Graphs.Linear.Make(to, from, bank, (_, _, _) => size * Next());
    }
}
