// Sixteen floats at a time, in the same order on every processor: where there are no 512-bit registers, .NET makes the
// same operations of smaller ones, and the sums below fix the order that remains.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Jaram.Inference.Kernels;

/// <summary>What every float kernel does with a vector of 16 lanes.</summary>
internal static unsafe class Lanes
{
    /// <summary>Floats in a vector.</summary>
    public const int Count = 16;

    /// <summary>The least multiple of 16 that holds so many.</summary>
    public static int Padded(int count) => (count + Count - 1) & -Count;

    /// <summary>a·b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Vector512.FusedMultiplyAdd(a, b, c);

    /// <summary>The sum of all lanes: halves are added until one is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> v)
    {
        var eight = v.GetLower() + v.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return (four.GetElement(0) + four.GetElement(2)) + (four.GetElement(1) + four.GetElement(3));
    }

    /// <summary>The sums of four vectors' lanes, each in the order of <see cref="Sum(Vector512{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SumFour(Vector512<float> a, Vector512<float> b, Vector512<float> c,
        Vector512<float> d)
    {
        var (ab, cd) = (Pairs(Quarter(a), Quarter(b)), Pairs(Quarter(c), Quarter(d)));
        return Vector128.Create(ab.GetLower(), cd.GetLower()) + Vector128.Create(ab.GetUpper(), cd.GetUpper());
    }

    /// <summary>The plain form of <see cref="Sum(Vector512{float})"/>.</summary>
    public static float Sum(ReadOnlySpan<float> lanes)
    {
        Span<float> left = stackalloc float[Count];
        lanes.CopyTo(left);
        for (var half = Count / 2; half > 0; half /= 2)
            for (var i = 0; i < half; i++)
                left[i] += left[i + half];
        return left[0];
    }

    /// <summary>Σ x·y.</summary>
    /// <param name="x">n floats</param>
    /// <param name="y">n floats</param>
    /// <param name="n">A multiple of 16.</param>
    public static float Dot(float* x, float* y, int n)
    {
        var sum = Vector512<float>.Zero;
        for (var i = 0; i < n; i += Count) sum = Fma(Vector512.Load(x + i), Vector512.Load(y + i), sum);
        return Sum(sum);
    }

    /// <summary>The greatest of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector512<float> v)
    {
        var eight = Vector256.Max(v.GetLower(), v.GetUpper());
        var four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        return MathF.Max(MathF.Max(four.GetElement(0), four.GetElement(1)),
            MathF.Max(four.GetElement(2), four.GetElement(3)));
    }

    /// <summary>Loads 64 floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float>, Vector512<float>, Vector512<float>, Vector512<float>) Load(float* at) =>
        (Vector512.Load(at), Vector512.Load(at + 16), Vector512.Load(at + 32), Vector512.Load(at + 48));

    /// <summary>Stores 64 floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* at, Vector512<float> a, Vector512<float> b, Vector512<float> c,
        Vector512<float> d)
    {
        a.Store(at);
        b.Store(at + 16);
        c.Store(at + 32);
        d.Store(at + 48);
    }

    /// <summary>The greatest of n floats.</summary>
    public static float Max(float* x, int n)
    {
        var i = 0;
        var most = Vector512.Create(float.NegativeInfinity);
        for (; i + Count <= n; i += Count) most = Vector512.Max(most, Vector512.Load(x + i));
        var best = Max(most);
        for (; i < n; i++) best = MathF.Max(best, x[i]);
        return best;
    }

    /// <summary>Where the greatest of n floats stands, the first of equals.</summary>
    public static int IndexOfMax(float* x, int n) => new ReadOnlySpan<float>(x, n).IndexOf(Max(x, n));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Quarter(Vector512<float> v)
    {
        var eight = v.GetLower() + v.GetUpper();
        return eight.GetLower() + eight.GetUpper();
    }

    /// <summary>a0 + a2, b0 + b2, a1 + a3, b1 + b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pairs(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.UnpackLow(a, b) + Sse.UnpackHigh(a, b);
        return Vector128.Create(a[0], b[0], a[1], b[1]) + Vector128.Create(a[2], b[2], a[3], b[3]);
    }
}
