// A token's input in blocks of 32 columns, each rounded to integers by its own scale: the greatest becomes the greatest
// integer, and halves go to the even one.
// Source: ours.

using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>Rounds inputs for integer panels.</summary>
internal static unsafe class Blocks
{
    /// <summary>Columns of a block.</summary>
    public const int Columns = 32;

    /// <summary>How far ahead of its use a weight is fetched, in bytes.</summary>
    public const int Ahead = 4096;

    private const float Most8 = 127, Most16 = 32767;

    /// <summary>Rounds to 8 bits.</summary>
    /// <param name="x">Floats that are there; the others count as 0.</param>
    /// <param name="count">How many are there, 0 to 32.</param>
    /// <param name="q">32 integers to be filled.</param>
    /// <param name="sums">The sum of those at places 4i and 4i + 1, and that of those at 4i + 2 and 4i + 3.</param>
    /// <returns>The scale: x ≈ scale · q.</returns>
    public static float Round8(float* x, int count, sbyte* q, out (int, int) sums)
    {
        var (low, high, scale) = Round(x, count, Most8);
        var pair = Vector512.Narrow(low, high);                                 // 32 int16
        Vector256.Narrow(pair.GetLower(), pair.GetUpper()).Store(q);
        var eight = (low + high).GetLower() + (low + high).GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        four += Vector128.Shuffle(four, Vector128.Create(1, 0, 3, 2));
        sums = (four[0], four[2]);
        return scale;
    }

    /// <summary>Rounds to 16 bits.</summary>
    /// <inheritdoc cref="Round8"/>
    public static float Round16(float* x, int count, short* q)
    {
        var (low, high, scale) = Round(x, count, Most16);
        Vector512.Narrow(low, high).Store(q);
        return scale;
    }

    private static (Vector512<int> Low, Vector512<int> High, float Scale) Round(float* x, int count, float most)
    {
        float* whole = stackalloc float[Columns];
        if (count < Columns)
        {
            new Span<float>(whole, Columns).Clear();
            new ReadOnlySpan<float>(x, count).CopyTo(new Span<float>(whole, count));
            x = whole;
        }
        var (low, high) = (Vector512.Load(x), Vector512.Load(x + Lanes.Count));
        var greatest = Lanes.Max(Vector512.Max(Vector512.Abs(low), Vector512.Abs(high)));
        if (greatest == 0) return default;
        var inverse = Vector512.Create(most / greatest);
        return (Vector512.ConvertToInt32(Vector512.Round(low * inverse)),
            Vector512.ConvertToInt32(Vector512.Round(high * inverse)), greatest / most);
    }
}
