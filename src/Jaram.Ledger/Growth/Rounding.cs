// Fewer bits at a save, and the run goes on from what was saved. The lowest bits of a float32 that moved since the last
// version are noise that no coder makes smaller; without them a version takes less than half the room, and what lies on
// disk is still exactly what the run went on from.
// Source: ours; round to nearest, ties to even, IEEE 754-2019, section 4.3.1.

using System.Numerics;
using System.Runtime.InteropServices;

namespace Jaram.Ledger.Growth;

/// <summary>Rounds float32 bit patterns to fewer significant bits.</summary>
public static class Rounding
{
    /// <summary>The significant bits of a float32, the leading one included.</summary>
    public const int All = 24;

    /// <summary>Rounds in place; what is infinite or no number stays, what rounds beyond the largest number becomes
    /// infinite.</summary>
    /// <param name="patterns">Bit patterns of float32 numbers.</param>
    /// <param name="bits">Significant bits that stay, 2 to 24.</param>
    public static void Round(Span<uint> patterns, int bits)
    {
        if (bits == All) return;
        var dropped = All - bits;
        var (half, mask) = ((1u << (dropped - 1)) - 1, uint.MaxValue << dropped);
        var wide = MemoryMarshal.Cast<uint, Vector<uint>>(patterns);
        foreach (ref var u in wide)
        {
            var rounded = (u + new Vector<uint>(half) + ((u >>> dropped) & Vector<uint>.One)) & new Vector<uint>(mask);
            var isSpecial = Vector.Equals(u & new Vector<uint>(0x7F800000), new Vector<uint>(0x7F800000));
            u = Vector.ConditionalSelect(isSpecial, u, rounded);
        }
        foreach (ref var u in patterns[(wide.Length * Vector<uint>.Count)..])
        {
            if ((u & 0x7F800000) == 0x7F800000) continue;               // infinite, or no number
            u = (u + half + ((u >> dropped) & 1)) & mask;
        }
    }
}
