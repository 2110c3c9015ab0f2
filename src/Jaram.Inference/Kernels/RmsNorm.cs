// Root-mean-square normalisation: divide by the RMS, multiply by a learnt gain.
// Source: arXiv:1910.07467, section 4.

using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>x / √(mean x² + ε) · gain.</summary>
internal static unsafe class RmsNorm
{
    /// <summary>Normalises n numbers; in place if <paramref name="into"/> is <paramref name="x"/>.</summary>
    /// <param name="x">n floats</param>
    /// <param name="gain">n floats, or null for none</param>
    /// <param name="n">How many.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <param name="into">n floats to be filled</param>
    public static void Apply(float* x, float* gain, int n, float epsilon, float* into)
    {
        var (sum, i) = (Vector512<float>.Zero, 0);
        for (; i + Lanes.Count <= n; i += Lanes.Count)
            sum = Lanes.Fma(Vector512.Load(x + i), Vector512.Load(x + i), sum);
        var square = Lanes.Sum(sum);
        for (; i < n; i++) square = MathF.FusedMultiplyAdd(x[i], x[i], square);
        var inverse = 1 / MathF.Sqrt(square / n + epsilon);
        for (i = 0; i + Lanes.Count <= n; i += Lanes.Count)
        {
            var y = Vector512.Load(x + i) * Vector512.Create(inverse);
            (gain == null ? y : y * Vector512.Load(gain + i)).Store(into + i);
        }
        for (; i < n; i++) into[i] = x[i] * inverse * (gain == null ? 1 : gain[i]);
    }

    /// <summary>The plain form.</summary>
    public static void Plain(float* x, float* gain, int n, float epsilon, float* into)
    {
        Span<float> sums = stackalloc float[Lanes.Count];
        sums.Clear();
        var whole = n / Lanes.Count * Lanes.Count;
        for (var i = 0; i < whole; i++)
            sums[i % Lanes.Count] = MathF.FusedMultiplyAdd(x[i], x[i], sums[i % Lanes.Count]);
        var square = Lanes.Sum(sums);
        for (var i = whole; i < n; i++) square = MathF.FusedMultiplyAdd(x[i], x[i], square);
        var inverse = 1 / MathF.Sqrt(square / n + epsilon);
        for (var i = 0; i < n; i++) into[i] = x[i] * inverse * (gain == null ? 1 : gain[i]);
    }
}
