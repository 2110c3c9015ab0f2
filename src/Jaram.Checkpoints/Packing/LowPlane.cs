using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Jaram.Checkpoints.Packing;

/// <summary>The low bits of numbers, the same count of each, end to end, low first: as good as random, and needed only
/// by who wants every bit.</summary>
internal static class LowPlane
{
    /// <summary>Bytes that so many numbers take.</summary>
    public static int ByteCount(int numbers, int bits) => (int)(((long)numbers * bits + 7) / 8);

    /// <summary>Writes the bits of each pattern from bit <paramref name="from"/> up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a save is over before a second compilation
    public static void Write(ReadOnlySpan<uint> patterns, int from, int bits, Span<byte> to)
    {
        var (held, holds, at, mask) = (0UL, 0, 0, (1u << bits) - 1);
        foreach (var pattern in patterns)
        {
            held |= (ulong)(pattern >> from & mask) << holds;
            for (holds += bits; holds >= 8; holds -= 8, held >>= 8) to[at++] = (byte)held;
        }
        if (holds > 0) to[at] = (byte)held;
    }

    /// <summary>Puts the bits back where <see cref="Write"/> found them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a restore is over before a second compilation
    public static void Read(ReadOnlySpan<byte> plane, int to, int bits, Span<uint> patterns)
    {
        var (held, holds, at, mask) = (0UL, 0, 0, (1u << bits) - 1);
        for (var i = 0; i < patterns.Length; i++, held >>= bits, holds -= bits)
        {
            if (holds < bits)
            {
                if (at + sizeof(uint) <= plane.Length)
                {
                    held |= (ulong)BinaryPrimitives.ReadUInt32LittleEndian(plane[at..]) << holds;
                    (at, holds) = (at + sizeof(uint), holds + 32);
                }
                else
                {
                    for (; holds < bits; holds += 8) held |= (ulong)plane[at++] << holds;
                }
            }
            patterns[i] |= ((uint)held & mask) << to;
        }
    }
}
