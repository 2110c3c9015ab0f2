// 128 numbers that stand for the set of a text's 5-grams: two texts agree in a number with the probability that is the
// Jaccard similarity of their sets.
//
// Source: A. Broder, "On the resemblance and containment of documents", 1997.

using System.Numerics;
using System.Runtime.InteropServices;

namespace Jaram.Training.Data;

/// <summary>Signatures of texts: the smallest hash of any 5-gram under each of 128 permutations of 32-bit words, of
/// which the low half is kept.</summary>
internal static class MinHash
{
    public const int Permutations = 128;
    private const int GramLength = 5;     // UTF-16 units

    private static readonly uint[] _xors = Keys(seed: 1);
    private static readonly uint[] _factors = [.. Keys(seed: 2).Select(key => key | 1)];

    /// <summary>The signature of a text; the order of its 5-grams and how often they occur do not count.</summary>
    public static ushort[] Of(ReadOnlySpan<char> text)
    {
        var grams = new uint[Math.Max(1, text.Length - GramLength + 1)];
        for (var i = 0; i < grams.Length; i++) grams[i] = Hash(text[i..Math.Min(i + GramLength, text.Length)]);

        var least = new uint[Permutations];
        var width = Vector<uint>.Count;
        for (var p = 0; p < Permutations; p += width)
        {
            var (xor, factor) = (new Vector<uint>(_xors, p), new Vector<uint>(_factors, p));
            var low = Vector<uint>.AllBitsSet;
            foreach (var gram in grams)
            {
                // xor, odd product and shifted xor are each a bijection of 32-bit words
                var hash = (new Vector<uint>(gram) ^ xor) * factor;
                hash = (hash ^ hash >>> 15) * new Vector<uint>(0x2C1B3C6D);
                low = Vector.Min(low, hash ^ hash >>> 13);
            }
            low.CopyTo(least, p);
        }
        return Array.ConvertAll(least, value => (ushort)value);
    }

    /// <summary>The estimated Jaccard similarity, in [0, 1].</summary>
    public static double Similarity(ushort[] left, ushort[] right)
    {
        var equal = Vector<ushort>.Zero;
        for (var p = 0; p < Permutations; p += Vector<ushort>.Count)
            equal -= Vector.Equals(new Vector<ushort>(left, p), new Vector<ushort>(right, p));
        return Vector.Sum(equal) / (double)Permutations;
    }

    private static uint Hash(ReadOnlySpan<char> gram)
    {
        Span<char> padded = stackalloc char[8];
        padded.Clear();
        gram.CopyTo(padded);
        var words = MemoryMarshal.Cast<char, ulong>(padded);
        return (uint)SplitMix.Mix(words[0] ^ SplitMix.Mix(words[1] + SplitMix.Golden));
    }

    private static uint[] Keys(ulong seed) =>
        [.. Enumerable.Range(0, Permutations).Select(n => (uint)SplitMix.Mix(SplitMix.Mix(seed) + (ulong)n))];
}
