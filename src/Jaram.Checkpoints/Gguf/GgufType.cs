// The ways in which a GGUF file may hold a tensor's numbers, of those that Jaram reads.
// Source: llama.cpp, enum ggml_type in ggml.h; the values stand in files.

using Jaram.Checkpoints.Quantisation;

namespace Jaram.Checkpoints.Gguf;

/// <summary>How numbers are stored.</summary>
public enum GgufType
{
    /// <summary>IEEE single.</summary>
    F32 = 0,

    /// <summary>IEEE half.</summary>
    F16 = 1,

    /// <summary>Q4_0: 4 bits, a scale for 32.</summary>
    Q40 = 2,

    /// <summary>Q8_0: 8 bits, a scale for 32.</summary>
    Q80 = 8,

    /// <summary>Q4_K: 4 bits, scales and minima for 32, scaled again for 256; only read.</summary>
    Q4K = 12,

    /// <summary>Q5_K: 5 bits, as Q4_K; only read.</summary>
    Q5K = 13,

    /// <summary>Q6_K: 6 bits, scales for 16, scaled again for 256; only read.</summary>
    Q6K = 14,

    /// <summary>The upper half of an IEEE single.</summary>
    BF16 = 30,
}

/// <summary>What the types mean.</summary>
public static class GgufTypes
{
    private static readonly Dictionary<GgufType, BlockFormat> _formats = new()
    {
        [GgufType.F32] = new F32Blocks(), [GgufType.F16] = new F16Blocks(), [GgufType.BF16] = new BF16Blocks(),
        [GgufType.Q80] = new Q80Blocks(), [GgufType.Q40] = new Q40Blocks(), [GgufType.Q4K] = new Q4KBlocks(),
        [GgufType.Q5K] = new Q5KBlocks(), [GgufType.Q6K] = new Q6KBlocks(),
    };

    /// <summary>The types that are read.</summary>
    internal static IEnumerable<GgufType> Known => _formats.Keys;

    extension(GgufType type)
    {
        /// <summary>How numbers of this type lie in blocks.</summary>
        public BlockFormat Blocks => _formats[type];
    }

    /// <summary>Whether a number in a file is a type that is read.</summary>
    internal static bool IsKnown(int number) => _formats.ContainsKey((GgufType)number);
}
