// Four tokens times a panel of 4-bit weights: 16 sums stay in registers, and each weight is unpacked once for four.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Jaram.Inference.Kernels.Int4Panel;

namespace Jaram.Inference.Kernels;

/// <summary>The inner loop of <see cref="Int4Panel.MultiplyFour"/>.</summary>
internal static unsafe class Int4Four
{
    /// <summary>y += W x for 64 rows and four tokens.</summary>
    /// <param name="w">The panel.</param>
    /// <param name="inputs">Four inputs.</param>
    /// <param name="groups">Groups of columns.</param>
    /// <param name="blocksOfGroup">Blocks of 32 columns in each.</param>
    /// <param name="y">(4, 64)</param>
    /// <param name="ahead">Weights that are needed next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(byte* w, byte** inputs, int groups, int blocksOfGroup, float* y, Ahead ahead)
    {
        byte* p = inputs[0], q = inputs[1], r = inputs[2], s = inputs[3];
        var low = Vector512.Create((byte)15);
        var lines = ahead.LinesBeside(Scales.Bytes + blocksOfGroup * BlockBytes);
        for (var g = 0; g < groups; g++)
        {
            ahead.Fetch(lines);
            var scales = w;
            w += Scales.Bytes;
            for (var b = 0; b < blocksOfGroup; b++)
            {
                var (p0, q0, r0, s0) = (Offsets(p), Offsets(q), Offsets(r), Offsets(s));
                var (p1, p2, p3, q1, q2, q3) = (p0, p0, p0, q0, q0, q0);
                var (r1, r2, r3, s1, s2, s3) = (r0, r0, r0, s0, s0, s0);
                for (var k = 0; k < Block; k += Step, w += StepBytes)
                {
                    var (l0, l1, l2, l3) = (Vector512.Load(w), Vector512.Load(w + 64), Vector512.Load(w + 128),
                        Vector512.Load(w + 192));
                    var (h0, h1, h2, h3) = (High(l0, low), High(l1, low), High(l2, low), High(l3, low));
                    l0 &= low;
                    l1 &= low;
                    l2 &= low;
                    l3 &= low;
                    var z = Input(p + k);
                    p0 += Two(l0, z); p1 += Two(l1, z); p2 += Two(l2, z); p3 += Two(l3, z);
                    z = Input(p + k + 4);
                    p0 += Two(h0, z); p1 += Two(h1, z); p2 += Two(h2, z); p3 += Two(h3, z);
                    z = Input(q + k);
                    q0 += Two(l0, z); q1 += Two(l1, z); q2 += Two(l2, z); q3 += Two(l3, z);
                    z = Input(q + k + 4);
                    q0 += Two(h0, z); q1 += Two(h1, z); q2 += Two(h2, z); q3 += Two(h3, z);
                    z = Input(r + k);
                    r0 += Two(l0, z); r1 += Two(l1, z); r2 += Two(l2, z); r3 += Two(l3, z);
                    z = Input(r + k + 4);
                    r0 += Two(h0, z); r1 += Two(h1, z); r2 += Two(h2, z); r3 += Two(h3, z);
                    z = Input(s + k);
                    s0 += Two(l0, z); s1 += Two(l1, z); s2 += Two(l2, z); s3 += Two(l3, z);
                    z = Input(s + k + 4);
                    s0 += Two(h0, z); s1 += Two(h1, z); s2 += Two(h2, z); s3 += Two(h3, z);
                }
                var (c0, c1, c2, c3) = (BFloat16.Load(scales), BFloat16.Load(scales + 32), BFloat16.Load(scales + 64),
                    BFloat16.Load(scales + 96));
                var x = Scale(p);
                Add(p0, c0, x, y); Add(p1, c1, x, y + 16); Add(p2, c2, x, y + 32); Add(p3, c3, x, y + 48);
                x = Scale(q);
                Add(q0, c0, x, y + 64); Add(q1, c1, x, y + 80); Add(q2, c2, x, y + 96); Add(q3, c3, x, y + 112);
                x = Scale(r);
                Add(r0, c0, x, y + 128); Add(r1, c1, x, y + 144); Add(r2, c2, x, y + 160); Add(r3, c3, x, y + 176);
                x = Scale(s);
                Add(s0, c0, x, y + 192); Add(s1, c1, x, y + 208); Add(s2, c2, x, y + 224); Add(s3, c3, x, y + 240);
                p += InputBlock;
                q += InputBlock;
                r += InputBlock;
                s += InputBlock;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<short> a, Vector512<float> scale, Vector512<float> x, float* y) => Lanes.Fma(
        Vector512.ConvertToSingle(Avx512BW.MultiplyAddAdjacent(a, Vector512<short>.One)), scale * x, Vector512.Load(y))
        .Store(y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Offsets(byte* x) => Vector512.Create(*(int*)(x + Block + 4)).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Scale(byte* x) => Vector512.Create(*(float*)(x + Block));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> High(Vector512<byte> w, Vector512<byte> low) =>
        (w.AsUInt16() >> 4).AsByte() & low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<sbyte> Input(byte* x) => Vector512.Create(*(int*)x).AsSByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Two(Vector512<byte> w, Vector512<sbyte> x) => Avx512BW.MultiplyAddAdjacent(w, x);
}
