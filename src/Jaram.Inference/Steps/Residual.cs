using System.Runtime.Intrinsics;
using Jaram.Inference.Kernels;

namespace Jaram.Inference.Steps;

/// <summary>Sums of vectors.</summary>
internal static unsafe class Residual
{
    /// <summary>x += scale · y.</summary>
    public static void AddScaled(float* x, float* y, float scale, int n)
    {
        var i = 0;
        for (; i + Lanes.Count <= n; i += Lanes.Count)
            Lanes.Fma(Vector512.Load(y + i), Vector512.Create(scale), Vector512.Load(x + i)).Store(x + i);
        for (; i < n; i++) x[i] = MathF.FusedMultiplyAdd(y[i], scale, x[i]);
    }

    /// <summary>x ← a·x + b·y.</summary>
    public static void Blend(float* x, float a, float* y, float b, int n)
    {
        for (var i = 0; i < n; i++) x[i] = MathF.FusedMultiplyAdd(y[i], b, x[i] * a);
    }
}
