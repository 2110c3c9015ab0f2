// Keys in rows: a score is 16 chains of fused multiply-adds, one a lane, and the sum of the lanes.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>Token after token, its channels filled up with 0 to a multiple of 32.</summary>
internal readonly unsafe struct KeyRows : IKeyLayout
{
    /// <summary>Numbers that a token takes.</summary>
    public static int Width(int channels) => (channels + 31) & -32;

    public static int PageBytes(int channels, int element) => Width(channels) * Lanes.Count * element;

    public static void Write<TElement>(float* key, int channels, byte* page, int token)
        where TElement : struct, IElement
    {
        var row = page + (long)token * Width(channels) * TElement.Bytes;
        for (var c = 0; c < Width(channels); c++)
            TElement.Write(c < channels ? key[c] : 0, row + c * TElement.Bytes);
    }

    public static void Score<TElement>(float** queries, byte** pages, int count, int channels, float** into)
        where TElement : struct, IElement
    {
        if (typeof(TElement) == typeof(Scaled16))
        {
            KeyRows16.Score(queries, pages, count, Width(channels), into);
            return;
        }
        var (padded, tokens) = (Width(channels), 4);
        for (var page = 0; page < count; page++)
            for (var token = 0; token < Lanes.Count; token += tokens)
                Four<TElement>(queries, pages[page] + (long)token * padded * TElement.Bytes, padded, into,
                    page * Lanes.Count + token);
    }

    public static float Plain<TElement>(float* query, byte* page, int token, int channels)
        where TElement : struct, IElement
    {
        var row = page + (long)token * Width(channels) * TElement.Bytes;
        if (typeof(TElement) == typeof(Scaled16)) return KeyRows16.Plain(query, (short*)row, Width(channels));
        Span<float> sums = stackalloc float[Lanes.Count];
        sums.Clear();
        for (var c = 0; c < Width(channels); c++)
            sums[c % Lanes.Count] = MathF.FusedMultiplyAdd(query[c], TElement.Read(row + c * TElement.Bytes),
                sums[c % Lanes.Count]);
        return Lanes.Sum(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<TElement>(float** queries, byte* rows, int channels, float** into, int at)
        where TElement : struct, IElement
    {
        float* p = queries[0], q = queries[1], r = queries[2], s = queries[3];
        var rowBytes = (nint)channels * TElement.Bytes;
        Vector512<float> p0 = default, p1 = default, p2 = default, p3 = default;
        Vector512<float> q0 = default, q1 = default, q2 = default, q3 = default;
        Vector512<float> r0 = default, r1 = default, r2 = default, r3 = default;
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var c = 0; c < channels; c += Lanes.Count, rows += Lanes.Count * TElement.Bytes)
        {
            var (w0, w1) = (TElement.Load(rows), TElement.Load(rows + rowBytes));
            var (w2, w3) = (TElement.Load(rows + 2 * rowBytes), TElement.Load(rows + 3 * rowBytes));
            var b = Vector512.Load(p + c);
            p0 = Lanes.Fma(b, w0, p0); p1 = Lanes.Fma(b, w1, p1); p2 = Lanes.Fma(b, w2, p2); p3 = Lanes.Fma(b, w3, p3);
            b = Vector512.Load(q + c);
            q0 = Lanes.Fma(b, w0, q0); q1 = Lanes.Fma(b, w1, q1); q2 = Lanes.Fma(b, w2, q2); q3 = Lanes.Fma(b, w3, q3);
            b = Vector512.Load(r + c);
            r0 = Lanes.Fma(b, w0, r0); r1 = Lanes.Fma(b, w1, r1); r2 = Lanes.Fma(b, w2, r2); r3 = Lanes.Fma(b, w3, r3);
            b = Vector512.Load(s + c);
            s0 = Lanes.Fma(b, w0, s0); s1 = Lanes.Fma(b, w1, s1); s2 = Lanes.Fma(b, w2, s2); s3 = Lanes.Fma(b, w3, s3);
        }
        Lanes.SumFour(p0, p1, p2, p3).Store(into[0] + at);
        Lanes.SumFour(q0, q1, q2, q3).Store(into[1] + at);
        Lanes.SumFour(r0, r1, r2, r3).Store(into[2] + at);
        Lanes.SumFour(s0, s1, s2, s3).Store(into[3] + at);
    }
}
