// Scores against latents of 16-bit integers: queries are rounded to 13 bits, products are summed exactly in 32 bits,
// two channels to a lane, and the 16 lanes as floats. An instruction makes twice the products of a fused multiply-add.
//
// Exact: a lane has 64 products of 4,095 · 8,191 for 1,024 channels, which is below 2^31.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Jaram.Inference.Kernels;

/// <summary><see cref="KeyRows"/> of <see cref="Scaled16"/>.</summary>
internal static unsafe class KeyRows16
{
    /// <summary>Channels whose sums stay exact.</summary>
    public const int MostChannels = 1024;

    private const float MostQuery = 4095;
    private const int Rows = 4;

    /// <inheritdoc cref="IKeyLayout.Score"/>
    public static void Score(float** queries, byte** pages, int count, int channels, float** into)
    {
        short* rounded = stackalloc short[Rows * channels];
        float* scales = stackalloc float[Rows];
        for (var q = 0; q < Rows; q++) scales[q] = Round(queries[q], channels, rounded + q * channels);
        for (var page = 0; page < count; page++)
            for (var token = 0; token < Lanes.Count; token += Rows)
                if (Avx512BW.IsSupported)
                    Four(rounded, scales, (short*)pages[page] + token * channels, channels, into,
                        page * Lanes.Count + token);
                else
                    for (var i = 0; i < Rows * Rows; i++)
                        into[i / Rows][page * Lanes.Count + token + i % Rows] = Dot(rounded + i / Rows * channels,
                            (short*)pages[page] + (token + i % Rows) * channels, channels) * scales[i / Rows];
    }

    /// <summary>The plain form: one query, one token.</summary>
    public static float Plain(float* query, short* key, int channels)
    {
        short* rounded = stackalloc short[channels];
        var scale = Round(query, channels, rounded);
        return Dot(rounded, key, channels) * scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(short* queries, float* scales, short* rows, int channels, float** into, int at)
    {
        short* p = queries, q = p + channels, r = q + channels, s = r + channels;
        short* k0 = rows, k1 = k0 + channels, k2 = k1 + channels, k3 = k2 + channels;
        Vector512<int> p0 = default, p1 = default, p2 = default, p3 = default;
        Vector512<int> q0 = default, q1 = default, q2 = default, q3 = default;
        Vector512<int> r0 = default, r1 = default, r2 = default, r3 = default;
        Vector512<int> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var c = 0; c < channels; c += 32)
        {
            var (w0, w1) = (Vector512.Load(k0 + c), Vector512.Load(k1 + c));
            var (w2, w3) = (Vector512.Load(k2 + c), Vector512.Load(k3 + c));
            var b = Vector512.Load(p + c);
            p0 += Two(b, w0); p1 += Two(b, w1); p2 += Two(b, w2); p3 += Two(b, w3);
            b = Vector512.Load(q + c);
            q0 += Two(b, w0); q1 += Two(b, w1); q2 += Two(b, w2); q3 += Two(b, w3);
            b = Vector512.Load(r + c);
            r0 += Two(b, w0); r1 += Two(b, w1); r2 += Two(b, w2); r3 += Two(b, w3);
            b = Vector512.Load(s + c);
            s0 += Two(b, w0); s1 += Two(b, w1); s2 += Two(b, w2); s3 += Two(b, w3);
        }
        (Sum(p0, p1, p2, p3) * Vector128.Create(scales[0])).Store(into[0] + at);
        (Sum(q0, q1, q2, q3) * Vector128.Create(scales[1])).Store(into[1] + at);
        (Sum(r0, r1, r2, r3) * Vector128.Create(scales[2])).Store(into[2] + at);
        (Sum(s0, s1, s2, s3) * Vector128.Create(scales[3])).Store(into[3] + at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Two(Vector512<short> a, Vector512<short> b) => Avx512BW.MultiplyAddAdjacent(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sum(Vector512<int> a, Vector512<int> b, Vector512<int> c, Vector512<int> d) =>
        Lanes.SumFour(Vector512.ConvertToSingle(a), Vector512.ConvertToSingle(b), Vector512.ConvertToSingle(c),
            Vector512.ConvertToSingle(d));

    private static float Dot(short* query, short* key, int channels)
    {
        Span<int> lanes = stackalloc int[Lanes.Count];
        lanes.Clear();
        for (var c = 0; c < channels; c++) lanes[c / 2 % Lanes.Count] += query[c] * key[c];
        Span<float> sums = stackalloc float[Lanes.Count];
        for (var lane = 0; lane < Lanes.Count; lane++) sums[lane] = lanes[lane];
        return Lanes.Sum(sums);
    }

    /// <summary>Rounds a query; its scale is returned.</summary>
    private static float Round(float* query, int channels, short* into)
    {
        var most = Vector512<float>.Zero;
        for (var c = 0; c < channels; c += Lanes.Count)
            most = Vector512.Max(most, Vector512.Abs(Vector512.Load(query + c)));
        var greatest = Lanes.Max(most);
        var inverse = Vector512.Create(greatest == 0 ? 0 : MostQuery / greatest);
        for (var c = 0; c < channels; c += 2 * Lanes.Count)
            Vector512.Narrow(
                Vector512.ConvertToInt32(Vector512.Round(Vector512.Load(query + c) * inverse)),
                Vector512.ConvertToInt32(Vector512.Round(Vector512.Load(query + c + Lanes.Count) * inverse)))
                .Store(into + c);
        return greatest / MostQuery;
    }
}
