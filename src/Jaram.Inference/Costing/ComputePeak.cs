// How fast the instructions that a format's kernels are made of could go if nothing had to be loaded: eight independent
// chains in registers. What a kernel reaches of that is its share.
// Source: ours; the instructions are those of Kernels/Int8Panel.cs, Int4Panel.cs and FloatPanel.cs.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Costing;

/// <summary>The ceiling of computing with weights of a format.</summary>
internal static class ComputePeak
{
    private const int Turns = 4_000_000, Chains = 8, Rounds = 5;

    /// <summary>Operations a second of all threads, a multiply-add as two; the median of some rounds.</summary>
    public static double Measure(WeightFormat format, int threads)
    {
        var (work, lanes) = KernelOf(format);
        var seconds = Together.Time(threads, Rounds, _ => work());
        Array.Sort(seconds);
        return 2.0 * lanes * Chains * Turns * threads / seconds[Rounds / 2];
    }

    /// <summary>The kernel, and the products of one of its instructions.</summary>
    private static (Func<long> Work, int Lanes) KernelOf(WeightFormat format)
    {
        if (format is WeightFormat.F32 or WeightFormat.BF16 || !Avx2.IsSupported)
            return Vector512.IsHardwareAccelerated ? (Floats512, 16) : (Floats256, 8);
        if (format == WeightFormat.Bits8) return Avx512BW.IsSupported ? (Words512, 32) : (Words256, 16);
        return Avx512BW.IsSupported ? (Bytes512, 64) : (Bytes256, 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Floats512()
    {
        var x = Vector512.Create(0.999f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
        for (var turn = 0; turn < Turns; turn++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, x);
            b = Vector512.FusedMultiplyAdd(b, x, x);
            c = Vector512.FusedMultiplyAdd(c, x, x);
            d = Vector512.FusedMultiplyAdd(d, x, x);
            e = Vector512.FusedMultiplyAdd(e, x, x);
            f = Vector512.FusedMultiplyAdd(f, x, x);
            g = Vector512.FusedMultiplyAdd(g, x, x);
            h = Vector512.FusedMultiplyAdd(h, x, x);
        }
        return (long)Vector512.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Floats256()
    {
        var x = Vector256.Create(0.999f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
        for (var turn = 0; turn < Turns; turn++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, x);
            b = Vector256.FusedMultiplyAdd(b, x, x);
            c = Vector256.FusedMultiplyAdd(c, x, x);
            d = Vector256.FusedMultiplyAdd(d, x, x);
            e = Vector256.FusedMultiplyAdd(e, x, x);
            f = Vector256.FusedMultiplyAdd(f, x, x);
            g = Vector256.FusedMultiplyAdd(g, x, x);
            h = Vector256.FusedMultiplyAdd(h, x, x);
        }
        return (long)Vector256.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Words512()
    {
        var x = Vector512.Create((short)3);
        Vector512<int> a = default, b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (var turn = 0; turn < Turns; turn++)
        {
            a += Avx512BW.MultiplyAddAdjacent(a.AsInt16(), x);
            b += Avx512BW.MultiplyAddAdjacent(b.AsInt16(), x);
            c += Avx512BW.MultiplyAddAdjacent(c.AsInt16(), x);
            d += Avx512BW.MultiplyAddAdjacent(d.AsInt16(), x);
            e += Avx512BW.MultiplyAddAdjacent(e.AsInt16(), x);
            f += Avx512BW.MultiplyAddAdjacent(f.AsInt16(), x);
            g += Avx512BW.MultiplyAddAdjacent(g.AsInt16(), x);
            h += Avx512BW.MultiplyAddAdjacent(h.AsInt16(), x);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Words256()
    {
        var x = Vector256.Create((short)3);
        Vector256<int> a = default, b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (var turn = 0; turn < Turns; turn++)
        {
            a += Avx2.MultiplyAddAdjacent(a.AsInt16(), x);
            b += Avx2.MultiplyAddAdjacent(b.AsInt16(), x);
            c += Avx2.MultiplyAddAdjacent(c.AsInt16(), x);
            d += Avx2.MultiplyAddAdjacent(d.AsInt16(), x);
            e += Avx2.MultiplyAddAdjacent(e.AsInt16(), x);
            f += Avx2.MultiplyAddAdjacent(f.AsInt16(), x);
            g += Avx2.MultiplyAddAdjacent(g.AsInt16(), x);
            h += Avx2.MultiplyAddAdjacent(h.AsInt16(), x);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Bytes512()
    {
        var x = Vector512.Create((sbyte)3);
        Vector512<short> a = default, b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (var turn = 0; turn < Turns; turn++)
        {
            a += Avx512BW.MultiplyAddAdjacent(a.AsByte(), x);
            b += Avx512BW.MultiplyAddAdjacent(b.AsByte(), x);
            c += Avx512BW.MultiplyAddAdjacent(c.AsByte(), x);
            d += Avx512BW.MultiplyAddAdjacent(d.AsByte(), x);
            e += Avx512BW.MultiplyAddAdjacent(e.AsByte(), x);
            f += Avx512BW.MultiplyAddAdjacent(f.AsByte(), x);
            g += Avx512BW.MultiplyAddAdjacent(g.AsByte(), x);
            h += Avx512BW.MultiplyAddAdjacent(h.AsByte(), x);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Bytes256()
    {
        var x = Vector256.Create((sbyte)3);
        Vector256<short> a = default, b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (var turn = 0; turn < Turns; turn++)
        {
            a += Avx2.MultiplyAddAdjacent(a.AsByte(), x);
            b += Avx2.MultiplyAddAdjacent(b.AsByte(), x);
            c += Avx2.MultiplyAddAdjacent(c.AsByte(), x);
            d += Avx2.MultiplyAddAdjacent(d.AsByte(), x);
            e += Avx2.MultiplyAddAdjacent(e.AsByte(), x);
            f += Avx2.MultiplyAddAdjacent(f.AsByte(), x);
            g += Avx2.MultiplyAddAdjacent(g.AsByte(), x);
            h += Avx2.MultiplyAddAdjacent(h.AsByte(), x);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h);
    }
}
