// Values of pages, weighted and summed: out = Σ_t p_t v_t. Each output is one chain of fused multiply-adds over the
// tokens, whatever is computed beside it; a weight of 0 changes nothing.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>Mixes the values of tokens.</summary>
internal static unsafe class ValueMix
{
    private const int Tokens = Lanes.Count;

    /// <summary>Writes a token's value into a page: [16 tokens][channels, filled up with 0 to a multiple of 16].
    /// </summary>
    public static void Write<TElement>(float* value, int channels, byte* page, int token)
        where TElement : struct, IElement
    {
        var row = page + (long)token * Lanes.Padded(channels) * TElement.Bytes;
        for (var c = 0; c < Lanes.Padded(channels); c++)
            TElement.Write(c < channels ? value[c] : 0, row + c * TElement.Bytes);
    }

    /// <summary>Mixes values for four queries.</summary>
    /// <param name="weights">Four rows, a weight for each token of the pages.</param>
    /// <param name="pages">Where the values of each page begin.</param>
    /// <param name="from">First token, counted from the first page.</param>
    /// <param name="to">The token after the last.</param>
    /// <param name="rowBytes">Bytes from token to token.</param>
    /// <param name="channels">Channels of a value, filled up to a multiple of 16.</param>
    /// <param name="into">Four rows to be filled.</param>
    public static void Four<TElement>(float** weights, byte** pages, int from, int to, nint rowBytes, int channels,
        float** into) where TElement : struct, IElement
    {
        var c = 0;
        for (; c + 4 * Lanes.Count <= channels; c += 4 * Lanes.Count)
            Wide<TElement>(weights, pages, from, to, rowBytes, c, into);
        for (; c < channels; c += Lanes.Count) Narrow<TElement>(weights, pages, from, to, rowBytes, c, into);
    }

    /// <summary>The plain form: one query, one channel.</summary>
    public static float Plain<TElement>(float* weights, byte** pages, int from, int to, nint rowBytes, int channel)
        where TElement : struct, IElement
    {
        var sum = 0f;
        for (var t = from; t < to; t++)
            sum = MathF.FusedMultiplyAdd(weights[t],
                TElement.Read(pages[t / Tokens] + t % Tokens * rowBytes + channel * TElement.Bytes), sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide<TElement>(float** weights, byte** pages, int from, int to, nint rowBytes, int channel,
        float** into) where TElement : struct, IElement
    {
        float* p = weights[0], q = weights[1], r = weights[2], s = weights[3];
        var (start, step) = ((nint)channel * TElement.Bytes, (nint)Lanes.Count * TElement.Bytes);
        Vector512<float> p0 = default, p1 = default, p2 = default, p3 = default;
        Vector512<float> q0 = default, q1 = default, q2 = default, q3 = default;
        Vector512<float> r0 = default, r1 = default, r2 = default, r3 = default;
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var t = from; t < to;)
        {
            var v = pages[t / Tokens] + t % Tokens * rowBytes + start;
            for (var end = Math.Min(to, (t / Tokens + 1) * Tokens); t < end; t++, v += rowBytes)
            {
                var (v0, v1) = (TElement.Load(v), TElement.Load(v + step));
                var (v2, v3) = (TElement.Load(v + 2 * step), TElement.Load(v + 3 * step));
                var b = Vector512.Create(p[t]);
                p0 = Lanes.Fma(b, v0, p0); p1 = Lanes.Fma(b, v1, p1);
                p2 = Lanes.Fma(b, v2, p2); p3 = Lanes.Fma(b, v3, p3);
                b = Vector512.Create(q[t]);
                q0 = Lanes.Fma(b, v0, q0); q1 = Lanes.Fma(b, v1, q1);
                q2 = Lanes.Fma(b, v2, q2); q3 = Lanes.Fma(b, v3, q3);
                b = Vector512.Create(r[t]);
                r0 = Lanes.Fma(b, v0, r0); r1 = Lanes.Fma(b, v1, r1);
                r2 = Lanes.Fma(b, v2, r2); r3 = Lanes.Fma(b, v3, r3);
                b = Vector512.Create(s[t]);
                s0 = Lanes.Fma(b, v0, s0); s1 = Lanes.Fma(b, v1, s1);
                s2 = Lanes.Fma(b, v2, s2); s3 = Lanes.Fma(b, v3, s3);
            }
        }
        Lanes.Store(into[0] + channel, p0, p1, p2, p3);
        Lanes.Store(into[1] + channel, q0, q1, q2, q3);
        Lanes.Store(into[2] + channel, r0, r1, r2, r3);
        Lanes.Store(into[3] + channel, s0, s1, s2, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow<TElement>(float** weights, byte** pages, int from, int to, nint rowBytes, int channel,
        float** into) where TElement : struct, IElement
    {
        Vector512<float> p = default, q = default, r = default, s = default;
        for (var t = from; t < to; t++)
        {
            var v = TElement.Load(pages[t / Tokens] + t % Tokens * rowBytes + (nint)channel * TElement.Bytes);
            p = Lanes.Fma(Vector512.Create(weights[0][t]), v, p);
            q = Lanes.Fma(Vector512.Create(weights[1][t]), v, q);
            r = Lanes.Fma(Vector512.Create(weights[2][t]), v, r);
            s = Lanes.Fma(Vector512.Create(weights[3][t]), v, s);
        }
        p.Store(into[0] + channel);
        q.Store(into[1] + channel);
        r.Store(into[2] + channel);
        s.Store(into[3] + channel);
    }
}
