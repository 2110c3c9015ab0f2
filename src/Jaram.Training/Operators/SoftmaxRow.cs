// Cross-entropy of one row of scores and its slope, while the row is in the processor's first cache. libtorch's own
// operations walk ten times over a tensor that no cache holds.
// Source: ours; softmax with the maximum taken out, and tanh x = 1 − 2 / (e^2x + 1).

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Jaram.Training.Operators;

/// <summary>The kernel behind <see cref="FusedOperators.CrossEntropy"/>; <see cref="PlainOperators"/> is its
/// truth.</summary>
internal static class SoftmaxRow
{
    /// <summary>Turns scores z into the slope of weight·loss, in place.</summary>
    /// <param name="row">V scores before the cap; V slopes after.</param>
    /// <param name="target">The id that was right; below 0 where nothing counts: the slope is 0 then.</param>
    /// <param name="softcap">Bound c of the scores c·tanh(z/c); 0 for none.</param>
    /// <param name="weight">What the slope is multiplied by.</param>
    /// <returns>The loss in nats, unweighted.</returns>
    public static float Slope(Span<float> row, long target, float softcap, float weight)
    {
        if (target < 0)
        {
            row.Clear();
            return 0;
        }
        var lanes = MemoryMarshal.Cast<float, Vector256<float>>(row);
        var tail = row[(lanes.Length * Vector256<float>.Count)..];
        var highest = Cap(lanes, tail, softcap);
        var sum = Sum(lanes, tail, highest);
        var loss = MathF.Log(sum) + highest - row[(int)target];
        var atTarget = Bend(row[(int)target], softcap) * weight;
        Slope(lanes, tail, highest, softcap, weight / sum);
        row[(int)target] -= atTarget;
        return loss;
    }

    /// <summary>Bounds the scores and finds the highest.</summary>
    private static float Cap(Span<Vector256<float>> lanes, Span<float> tail, float softcap)
    {
        var highest = Vector256.Create(float.NegativeInfinity);
        foreach (ref var z in lanes)
        {
            if (softcap > 0) z = (Vector256<float>.One - Vector256.Create(2f)
                / (Vector256.Exp(z * (2 / softcap)) + Vector256<float>.One)) * softcap;
            highest = Vector256.Max(highest, z);
        }
        var most = float.NegativeInfinity;
        for (var i = 0; i < Vector256<float>.Count; i++) most = MathF.Max(most, highest[i]);
        foreach (ref var z in tail)
        {
            if (softcap > 0) z = (1 - 2 / (MathF.Exp(z * (2 / softcap)) + 1)) * softcap;
            most = MathF.Max(most, z);
        }
        return most;
    }

    private static float Sum(ReadOnlySpan<Vector256<float>> lanes, ReadOnlySpan<float> tail, float highest)
    {
        var sums = Vector256<float>.Zero;
        foreach (ref readonly var z in lanes) sums += Vector256.Exp(z - Vector256.Create(highest));
        var sum = Vector256.Sum(sums);
        foreach (var z in tail) sum += MathF.Exp(z - highest);
        return sum;
    }

    /// <summary>Turns bounded scores into slopes: their share of the sum, times the cap's own slope.</summary>
    private static void Slope(
        Span<Vector256<float>> lanes, Span<float> tail, float highest, float softcap, float share)
    {
        foreach (ref var z in lanes)
        {
            var slope = Vector256.Exp(z - Vector256.Create(highest)) * share;
            var bend = z * (softcap > 0 ? 1 / softcap : 0);
            z = slope * (Vector256<float>.One - bend * bend);
        }
        foreach (ref var z in tail) z = MathF.Exp(z - highest) * share * Bend(z, softcap);
    }

    /// <summary>∂(c·tanh(z/c))/∂z at a bounded score.</summary>
    private static float Bend(float bounded, float softcap) =>
        softcap > 0 ? 1 - bounded / softcap * (bounded / softcap) : 1;
}
