// Weights of a whole vocabulary: e^((s − most)·inverse). Sums are kept in double, one for each of 16 lanes, and added
// in one order, so a draw is the same on every processor.
// Source: ours.

using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>The softmax of scores, not yet divided by its sum.</summary>
internal static unsafe class Softmax
{
    /// <summary>s ← e^((s − most)·inverse).</summary>
    /// <param name="s">Scores.</param>
    /// <param name="most">The greatest of them.</param>
    /// <param name="inverse">What differences are multiplied by.</param>
    /// <returns>The sum of what they became.</returns>
    public static double Apply(Span<float> s, float most, float inverse)
    {
        fixed (float* start = s) return Sum(start, start, s.Length, most, inverse);
    }

    /// <summary>Σ e^(s − most); the scores stay as they are.</summary>
    public static double Sum(ReadOnlySpan<float> s, float most)
    {
        fixed (float* start = s) return Sum(start, null, s.Length, most, 1);
    }

    /// <summary>The plain form of <see cref="Apply"/>.</summary>
    public static double Plain(Span<float> s, float most, float inverse)
    {
        Span<double> sums = stackalloc double[Lanes.Count];
        sums.Clear();
        for (var i = 0; i < s.Length; i++)
        {
            s[i] = Exponential.Of((s[i] - most) * inverse);
            sums[i % Lanes.Count] += s[i];
        }
        return Total(sums);
    }

    private static double Sum(float* s, float* into, int count, float most, float inverse)
    {
        Vector512<double> low = default, high = default;
        var (m, f) = (Vector512.Create(most), Vector512.Create(inverse));
        var i = 0;
        for (; i + Lanes.Count <= count; i += Lanes.Count)
        {
            var weights = Exponential.Of((Vector512.Load(s + i) - m) * f);
            if (into != null) weights.Store(into + i);
            var (lower, upper) = Vector512.Widen(weights);
            low += lower;
            high += upper;
        }
        double* sums = stackalloc double[Lanes.Count];
        low.Store(sums);
        high.Store(sums + Lanes.Count / 2);
        for (; i < count; i++)
        {
            var weight = Exponential.Of((s[i] - most) * inverse);
            if (into != null) into[i] = weight;
            sums[i % Lanes.Count] += weight;
        }
        return Total(new(sums, Lanes.Count));
    }

    private static double Total(ReadOnlySpan<double> sums)
    {
        var total = 0.0;
        foreach (var sum in sums) total += sum;
        return total;
    }
}
