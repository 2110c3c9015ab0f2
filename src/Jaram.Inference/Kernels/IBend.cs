// What happens between the two matrices of a feed-forward network, and to a gated output: one vector, or two.
// Source: SwiGLU arXiv:2002.05202, section 2; GELU arXiv:1606.08415; ReLU² Primer, arXiv:2109.08668, section 3.1; the
// error function by Abramowitz and Stegun, formula 7.1.26 (absolute error 1.5e-7).

using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>A function of two numbers, in every width.</summary>
internal interface IBend
{
    /// <summary>The plain form.</summary>
    static abstract float Of(float x, float y);

    /// <summary>Sixteen at once, with the same bits.</summary>
    static abstract Vector512<float> Of(Vector512<float> x, Vector512<float> y);
}

/// <summary>x / (1 + e^−x) · y.</summary>
internal readonly struct SiluTimes : IBend
{
    public static float Of(float x, float y) => x / (1 + Exponential.Of(-x)) * y;

    public static Vector512<float> Of(Vector512<float> x, Vector512<float> y) =>
        x / (Vector512<float>.One + Exponential.Of(-x)) * y;
}

/// <summary>y / (1 + e^−x): y behind a gate.</summary>
internal readonly struct SigmoidTimes : IBend
{
    public static float Of(float x, float y) => y / (1 + Exponential.Of(-x));

    public static Vector512<float> Of(Vector512<float> x, Vector512<float> y) =>
        y / (Vector512<float>.One + Exponential.Of(-x));
}

/// <summary>max(0, x)²; y is not looked at.</summary>
internal readonly struct ReluSquared : IBend
{
    public static float Of(float x, float y) => MathF.Max(x, 0) * MathF.Max(x, 0);

    public static Vector512<float> Of(Vector512<float> x, Vector512<float> y)
    {
        var positive = Vector512.Max(x, Vector512<float>.Zero);
        return positive * positive;
    }
}

/// <summary>x/2 · (1 + erf(x/√2)); y is not looked at.</summary>
internal readonly struct Gelu : IBend
{
    private const float P = 0.3275911f, InverseRoot2 = 0.70710678f;
    private const float A1 = 0.254829592f, A2 = -0.284496736f, A3 = 1.421413741f, A4 = -1.453152027f,
        A5 = 1.061405429f;

    public static float Of(float x, float y)
    {
        var z = MathF.Abs(x) * InverseRoot2;
        var t = 1 / MathF.FusedMultiplyAdd(P, z, 1);
        var p = MathF.FusedMultiplyAdd(A5, t, A4);
        p = MathF.FusedMultiplyAdd(p, t, A3);
        p = MathF.FusedMultiplyAdd(p, t, A2);
        p = MathF.FusedMultiplyAdd(p, t, A1) * t;
        var rest = p * Exponential.Of(-z * z);                          // 1 − erf z
        return x * 0.5f * (x < 0 ? rest : 2 - rest);
    }

    public static Vector512<float> Of(Vector512<float> x, Vector512<float> y)
    {
        var z = Vector512.Abs(x) * Vector512.Create(InverseRoot2);
        var t = Vector512<float>.One / Lanes.Fma(Vector512.Create(P), z, Vector512<float>.One);
        var p = Lanes.Fma(Vector512.Create(A5), t, Vector512.Create(A4));
        p = Lanes.Fma(p, t, Vector512.Create(A3));
        p = Lanes.Fma(p, t, Vector512.Create(A2));
        p = Lanes.Fma(p, t, Vector512.Create(A1)) * t;
        var rest = p * Exponential.Of(-z * z);
        return x * Vector512.Create(0.5f) * Vector512.ConditionalSelect(
            Vector512.LessThan(x, Vector512<float>.Zero), rest, Vector512.Create(2f) - rest);
    }
}

/// <summary>The one loop that all of them share.</summary>
internal static unsafe class Bending
{
    /// <summary>into[i] = f(x[i], y[i]); <paramref name="into"/> may be either of them.</summary>
    public static void Apply<TBend>(float* x, float* y, float* into, int n) where TBend : struct, IBend
    {
        var i = 0;
        for (; i + Lanes.Count <= n; i += Lanes.Count)
            TBend.Of(Vector512.Load(x + i), Vector512.Load(y + i)).Store(into + i);
        for (; i < n; i++) into[i] = TBend.Of(x[i], y[i]);
    }
}
