// e^x by our own hand, so that it has the same bits on every processor: x = n ln 2 + r, e^r by its Taylor series to the
// seventh power, times 2^n. Greatest relative error 1.2e-7 (tested against double).
// Source: range reduction as in Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 6.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>e^x.</summary>
internal static class Exponential
{
    private const float Log2E = 1.44269504f, High = 0.693359375f, Low = -2.12194440e-4f;
    private const float Least = -87.3f, Most = 88.3f;

    private const float C2 = 0.5f, C3 = 1f / 6, C4 = 1f / 24, C5 = 1f / 120, C6 = 1f / 720, C7 = 1f / 5040;

    /// <summary>e^x; 0 below -87.3, and never above e^88.3.</summary>
    public static float Of(float x)
    {
        if (x < Least) return 0;
        x = MathF.Min(x, Most);
        var n = MathF.Round(x * Log2E);
        var r = MathF.FusedMultiplyAdd(n, -Low, MathF.FusedMultiplyAdd(n, -High, x));
        var p = MathF.FusedMultiplyAdd(C7, r, C6);
        p = MathF.FusedMultiplyAdd(p, r, C5);
        p = MathF.FusedMultiplyAdd(p, r, C4);
        p = MathF.FusedMultiplyAdd(p, r, C3);
        p = MathF.FusedMultiplyAdd(p, r, C2);
        p = MathF.FusedMultiplyAdd(p, r, 1);
        p = MathF.FusedMultiplyAdd(p, r, 1);
        return p * BitConverter.Int32BitsToSingle(((int)n + 127) << 23);
    }

    /// <inheritdoc cref="Of(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x)
    {
        var isTiny = Vector512.LessThan(x, Vector512.Create(Least));
        x = Vector512.Max(Vector512.Min(x, Vector512.Create(Most)), Vector512.Create(Least));
        var n = Vector512.Round(x * Vector512.Create(Log2E));
        var r = Lanes.Fma(n, Vector512.Create(-Low), Lanes.Fma(n, Vector512.Create(-High), x));
        var p = Lanes.Fma(Vector512.Create(C7), r, Vector512.Create(C6));
        p = Lanes.Fma(p, r, Vector512.Create(C5));
        p = Lanes.Fma(p, r, Vector512.Create(C4));
        p = Lanes.Fma(p, r, Vector512.Create(C3));
        p = Lanes.Fma(p, r, Vector512.Create(C2));
        p = Lanes.Fma(p, r, Vector512<float>.One);
        p = Lanes.Fma(p, r, Vector512<float>.One);
        var power = ((Vector512.ConvertToInt32(n) + Vector512.Create(127)) << 23).AsSingle();
        return Vector512.ConditionalSelect(isTiny, Vector512<float>.Zero, p * power);
    }
}
