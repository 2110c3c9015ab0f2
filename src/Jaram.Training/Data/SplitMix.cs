// Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (MurmurHash3 form
// with D. Stafford's variant 13 constants).

namespace Jaram.Training.Data;

/// <summary>A fixed bijection of 64-bit words whose output looks random: keys and hashes without a generator.</summary>
internal static class SplitMix
{
    /// <summary>2^64 divided by the golden ratio: multiples of it are far apart.</summary>
    public const ulong Golden = 0x9E3779B97F4A7C15;

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
