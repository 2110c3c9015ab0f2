// The scales of the Q4_K and Q5_K formats: 8 scales and 8 minima of 6 bits each, in 12 bytes.
// Source: llama.cpp, get_scale_min_k4 in ggml-quants.c.
//
//   bytes 0-3   low 6 bits: scales 0-3; high 2 bits: the high bits of scales 4-7
//   bytes 4-7   low 6 bits: minima 0-3; high 2 bits: the high bits of minima 4-7
//   bytes 8-11  low 4 bits: the low bits of scales 4-7; high 4 bits: the low bits of minima 4-7

namespace Jaram.Checkpoints.Quantisation;

/// <summary>The part of a block that holds the scales of its eight sub-blocks.</summary>
internal static class KScales
{
    /// <summary>Bytes of all scales and minima.</summary>
    public const int Bytes = 12;

    /// <summary>Numbers of a block that has them.</summary>
    public const int Length = 256;

    /// <summary>Scale and minimum of one sub-block, 0 to 63.</summary>
    /// <param name="packed">The 12 bytes.</param>
    /// <param name="block">0 to 7.</param>
    public static (int Scale, int Minimum) At(ReadOnlySpan<byte> packed, int block) => block < 4
        ? (packed[block] & 63, packed[block + 4] & 63)
        : (packed[block + 4] & 15 | packed[block - 4] >> 6 << 4, packed[block + 4] >> 4 | packed[block] >> 6 << 4);
}
