// The softmax of one query's scores over one stretch of tokens: lanes that the query does not see become 0. Sums go by
// a token's place among 16, so they do not depend on where the stretch begins.
// Source: arXiv:1706.03762, section 3.2.1; softcap Gemma 2, arXiv:2408.00118, section 2.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>Turns scores into weights.</summary>
internal static unsafe class SoftmaxRow
{
    private static readonly Vector512<int> _place = Vector512<int>.Indices;

    /// <summary>s ← e^(scale·s − max) where seen, else 0.</summary>
    /// <param name="s">Scores, a multiple of 16.</param>
    /// <param name="count">How many.</param>
    /// <param name="from">First that is seen.</param>
    /// <param name="to">The one after the last that is seen.</param>
    /// <param name="scale">What scores are multiplied by.</param>
    /// <param name="softcap">Bound c of c·tanh(s/c); 0 for none.</param>
    /// <returns>The greatest score, and the sum of the weights; -∞ and 0 where nothing is seen.</returns>
    public static (float Max, float Sum) Apply(float* s, int count, int from, int to, float scale, float softcap)
    {
        var most = Vector512.Create(float.NegativeInfinity);
        for (var t = 0; t < count; t += Lanes.Count)
        {
            var v = Vector512.Load(s + t) * Vector512.Create(scale);
            if (softcap > 0) v = Tanh(v / Vector512.Create(softcap)) * Vector512.Create(softcap);
            v = Vector512.ConditionalSelect(Seen(t, from, to), v, Vector512.Create(float.NegativeInfinity));
            v.Store(s + t);
            most = Vector512.Max(most, v);
        }
        var max = Lanes.Max(most);
        if (float.IsNegativeInfinity(max))
        {
            new Span<float>(s, count).Clear();
            return (max, 0);
        }
        var sum = Vector512<float>.Zero;
        for (var t = 0; t < count; t += Lanes.Count)
        {
            var v = Exponential.Of(Vector512.Load(s + t) - Vector512.Create(max));
            v.Store(s + t);
            sum += v;
        }
        return (max, Lanes.Sum(sum));
    }

    /// <summary>The plain form.</summary>
    public static (float Max, float Sum) Plain(Span<float> s, int from, int to, float scale, float softcap)
    {
        var max = float.NegativeInfinity;
        for (var t = 0; t < s.Length; t++)
        {
            s[t] *= scale;
            if (softcap > 0) s[t] = Tanh(s[t] / softcap) * softcap;
            if (t < from || t >= to) s[t] = float.NegativeInfinity;
            max = MathF.Max(max, s[t]);
        }
        Span<float> sums = stackalloc float[Lanes.Count];
        sums.Clear();
        for (var t = 0; t < s.Length; t++)
        {
            s[t] = float.IsNegativeInfinity(max) ? 0 : Exponential.Of(s[t] - max);
            sums[t % Lanes.Count] += s[t];
        }
        return (max, Lanes.Sum(sums));
    }

    /// <summary>tanh x = 1 − 2 / (e^2x + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) =>
        Vector512<float>.One - Vector512.Create(2f) / (Exponential.Of(x + x) + Vector512<float>.One);

    /// <inheritdoc cref="Tanh(Vector512{float})"/>
    public static float Tanh(float x) => 1 - 2 / (Exponential.Of(x + x) + 1);

    private static Vector512<float> Seen(int t, int from, int to)
    {
        var place = _place + Vector512.Create(t);
        return (Vector512.GreaterThanOrEqual(place, Vector512.Create(from))
            & Vector512.LessThan(place, Vector512.Create(to))).AsSingle();
    }
}
