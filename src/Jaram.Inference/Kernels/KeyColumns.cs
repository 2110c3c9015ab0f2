// Keys in columns: a score is one chain of fused multiply-adds over the channels, for 16 tokens at a time.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>Channel after channel, 16 tokens each.</summary>
internal readonly unsafe struct KeyColumns : IKeyLayout
{
    public static int PageBytes(int channels, int element) => channels * Lanes.Count * element;

    public static void Write<TElement>(float* key, int channels, byte* page, int token)
        where TElement : struct, IElement
    {
        for (var c = 0; c < channels; c++)
            TElement.Write(key[c], page + (c * Lanes.Count + token) * TElement.Bytes);
    }

    public static void Score<TElement>(float** queries, byte** pages, int count, int channels, float** into)
        where TElement : struct, IElement
    {
        var isOne = queries[0] == queries[1] && queries[0] == queries[2] && queries[0] == queries[3];
        for (var page = 0; page < count; page += 4)
            if (isOne) One<TElement>(queries[0], pages + page, channels, into[3] + page * Lanes.Count);
            else Four<TElement>(queries, pages + page, channels, into, page * Lanes.Count);
    }

    public static float Plain<TElement>(float* query, byte* page, int token, int channels)
        where TElement : struct, IElement
    {
        var sum = 0f;
        for (var c = 0; c < channels; c++)
            sum = MathF.FusedMultiplyAdd(query[c], TElement.Read(page + (c * Lanes.Count + token) * TElement.Bytes),
                sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<TElement>(float** queries, byte** pages, int channels, float** into, int at)
        where TElement : struct, IElement
    {
        float* p = queries[0], q = queries[1], r = queries[2], s = queries[3];
        byte* k0 = pages[0], k1 = pages[1], k2 = pages[2], k3 = pages[3];
        Vector512<float> p0 = default, p1 = default, p2 = default, p3 = default;
        Vector512<float> q0 = default, q1 = default, q2 = default, q3 = default;
        Vector512<float> r0 = default, r1 = default, r2 = default, r3 = default;
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var c = 0; c < channels; c++)
        {
            var from = (nint)c * Lanes.Count * TElement.Bytes;
            var (w0, w1) = (TElement.Load(k0 + from), TElement.Load(k1 + from));
            var (w2, w3) = (TElement.Load(k2 + from), TElement.Load(k3 + from));
            var b = Vector512.Create(p[c]);
            p0 = Lanes.Fma(b, w0, p0); p1 = Lanes.Fma(b, w1, p1); p2 = Lanes.Fma(b, w2, p2); p3 = Lanes.Fma(b, w3, p3);
            b = Vector512.Create(q[c]);
            q0 = Lanes.Fma(b, w0, q0); q1 = Lanes.Fma(b, w1, q1); q2 = Lanes.Fma(b, w2, q2); q3 = Lanes.Fma(b, w3, q3);
            b = Vector512.Create(r[c]);
            r0 = Lanes.Fma(b, w0, r0); r1 = Lanes.Fma(b, w1, r1); r2 = Lanes.Fma(b, w2, r2); r3 = Lanes.Fma(b, w3, r3);
            b = Vector512.Create(s[c]);
            s0 = Lanes.Fma(b, w0, s0); s1 = Lanes.Fma(b, w1, s1); s2 = Lanes.Fma(b, w2, s2); s3 = Lanes.Fma(b, w3, s3);
        }
        Lanes.Store(into[0] + at, p0, p1, p2, p3);
        Lanes.Store(into[1] + at, q0, q1, q2, q3);
        Lanes.Store(into[2] + at, r0, r1, r2, r3);
        Lanes.Store(into[3] + at, s0, s1, s2, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TElement>(float* q, byte** pages, int channels, float* into)
        where TElement : struct, IElement
    {
        byte* k0 = pages[0], k1 = pages[1], k2 = pages[2], k3 = pages[3];
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var c = 0; c < channels; c++)
        {
            var (from, b) = ((nint)c * Lanes.Count * TElement.Bytes, Vector512.Create(q[c]));
            s0 = Lanes.Fma(b, TElement.Load(k0 + from), s0);
            s1 = Lanes.Fma(b, TElement.Load(k1 + from), s1);
            s2 = Lanes.Fma(b, TElement.Load(k2 + from), s2);
            s3 = Lanes.Fma(b, TElement.Load(k3 + from), s3);
        }
        Lanes.Store(into, s0, s1, s2, s3);
    }
}
