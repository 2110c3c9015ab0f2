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
    /// <summary>y = W x for 64 rows and four tokens.</summary>
    /// <param name="w">The panel.</param>
    /// <param name="inputs">Four inputs.</param>
    /// <param name="groups">Groups of columns.</param>
    /// <param name="blocksOfGroup">Blocks of 32 columns in each.</param>
    /// <param name="y">(4, 64)</param>
    /// <param name="ahead">Weights that are needed next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(byte* w, byte** inputs, int groups, int blocksOfGroup, float* y, Ahead ahead)
    {
        new Span<float>(y, PanelFormat.Tokens * PanelFormat.Rows).Clear();
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
                Vector512<short> p0 = default, p1 = default, p2 = default, p3 = default;
                Vector512<short> q0 = default, q1 = default, q2 = default, q3 = default;
                Vector512<short> r0 = default, r1 = default, r2 = default, r3 = default;
                Vector512<short> s0 = default, s1 = default, s2 = default, s3 = default;
                for (var k = 0; k < Block; k += Step, w += StepBytes)
                {
                    var (l0, l1, l2, l3) = (Vector512.Load(w), Vector512.Load(w + 64), Vector512.Load(w + 128),
                        Vector512.Load(w + 192));
                    var (h0, h1, h2, h3) = (High(l0, low), High(l1, low), High(l2, low), High(l3, low));
                    l0 &= low;
                    l1 &= low;
                    l2 &= low;
                    l3 &= low;
                    var x = Input(p + k);
                    p0 += Two(l0, x); p1 += Two(l1, x); p2 += Two(l2, x); p3 += Two(l3, x);
                    x = Input(p + k + 4);
                    p0 += Two(h0, x); p1 += Two(h1, x); p2 += Two(h2, x); p3 += Two(h3, x);
                    x = Input(q + k);
                    q0 += Two(l0, x); q1 += Two(l1, x); q2 += Two(l2, x); q3 += Two(l3, x);
                    x = Input(q + k + 4);
                    q0 += Two(h0, x); q1 += Two(h1, x); q2 += Two(h2, x); q3 += Two(h3, x);
                    x = Input(r + k);
                    r0 += Two(l0, x); r1 += Two(l1, x); r2 += Two(l2, x); r3 += Two(l3, x);
                    x = Input(r + k + 4);
                    r0 += Two(h0, x); r1 += Two(h1, x); r2 += Two(h2, x); r3 += Two(h3, x);
                    x = Input(s + k);
                    s0 += Two(l0, x); s1 += Two(l1, x); s2 += Two(l2, x); s3 += Two(l3, x);
                    x = Input(s + k + 4);
                    s0 += Two(h0, x); s1 += Two(h1, x); s2 += Two(h2, x); s3 += Two(h3, x);
                }
                Add(p0, p1, p2, p3, scales, p + Block, y);
                Add(q0, q1, q2, q3, scales, q + Block, y + PanelFormat.Rows);
                Add(r0, r1, r2, r3, scales, r + Block, y + 2 * PanelFormat.Rows);
                Add(s0, s1, s2, s3, scales, s + Block, y + 3 * PanelFormat.Rows);
                p += InputBlock;
                q += InputBlock;
                r += InputBlock;
                s += InputBlock;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<short> a0, Vector512<short> a1, Vector512<short> a2, Vector512<short> a3,
        byte* scales, byte* end, float* y)
    {
        var (one, offset) = (Vector512.Create((short)1), Vector512.Create(*(int*)(end + 4)));
        Scales.AddFour(
            Avx512BW.MultiplyAddAdjacent(a0, one) - offset, Avx512BW.MultiplyAddAdjacent(a1, one) - offset,
            Avx512BW.MultiplyAddAdjacent(a2, one) - offset, Avx512BW.MultiplyAddAdjacent(a3, one) - offset,
            scales, *(float*)end, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> High(Vector512<byte> w, Vector512<byte> low) =>
        (w.AsUInt16() >> 4).AsByte() & low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<sbyte> Input(byte* x) => Vector512.Create(*(int*)x).AsSByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Two(Vector512<byte> w, Vector512<sbyte> x) => Avx512BW.MultiplyAddAdjacent(w, x);
}
