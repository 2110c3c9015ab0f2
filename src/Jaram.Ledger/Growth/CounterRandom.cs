// Random numbers by place: number i of a named stream follows from (seed, name, i) alone, so any slice of any weight
// can be made again without the rest. Integer arithmetic and one multiplication: the same bits on every machine.
// Source: SplitMix64 finaliser (Steele, Lea, Flood, OOPSLA 2014), keyed by SHA-256.

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Jaram.Ledger.Growth;

/// <summary>A stream of uniform random numbers that can be read at any place.</summary>
public readonly struct CounterRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private readonly ulong _key;

    /// <param name="seed">Decides all streams.</param>
    /// <param name="name">What the numbers are for, as in a weight's name.</param>
    public CounterRandom(ReadOnlySpan<byte> seed, string name) =>
        _key = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData([.. seed, .. Encoding.UTF8.GetBytes(name)]));


    /// <summary>A small number as a seed: its 8 bytes, little-endian.</summary>
    public static byte[] Seed(ulong seed)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, seed);
        return bytes;
    }

    /// <summary>The 64 random bits at a place.</summary>
    public ulong Bits(ulong place)
    {
        var z = _key + (place + 1) * Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double Unit(ulong place) => (Bits(place) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Fills a slice with numbers uniform in ±bound, from a place on.</summary>
    public void Fill(Span<float> into, ulong from, double bound)
    {
        for (var i = 0; i < into.Length; i++) into[i] = (float)((2 * Unit(from + (ulong)i) - 1) * bound);
    }
}
