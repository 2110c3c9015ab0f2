// The 4-bit panel on processors with 256-bit registers: eight rows at a time, the same sums.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Jaram.Inference.Kernels.Int4Panel;

namespace Jaram.Inference.Kernels;

/// <summary><see cref="Int4Panel"/> for AVX2.</summary>
internal static unsafe class Int4Narrow
{
    private const int Lanes = 8;

    /// <inheritdoc cref="PanelFormat.MultiplyOne"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyOne(byte* panel, byte* input, int groups, int blocksOfGroup, float* y)
    {
        for (var g = 0; g < groups; g++)
        {
            var scales = panel;
            panel += Scales.Bytes;
            for (var b = 0; b < blocksOfGroup; b++, panel += BlockBytes, input += InputBlock)
                for (var row = 0; row < PanelFormat.Rows; row += Lanes)
                    AddRows(panel + row * 4, (ushort*)scales + row, input, y + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRows(byte* w, ushort* scales, byte* input, float* y)
    {
        var (low, sum) = (Vector256.Create((byte)15), Vector256.Create(*(int*)(input + Block + 4)).AsInt16());
        for (var k = 0; k < Block; k += Step, w += StepBytes)
        {
            var packed = Vector256.Load(w);
            sum += Avx2.MultiplyAddAdjacent(packed & low, Vector256.Create(*(int*)(input + k)).AsSByte());
            sum += Avx2.MultiplyAddAdjacent((packed.AsUInt16() >> 4).AsByte() & low,
                Vector256.Create(*(int*)(input + k + 4)).AsSByte());
        }
        var dot = Avx2.MultiplyAddAdjacent(sum, Vector256.Create((short)1));
        var scale = (Avx2.ConvertToVector256Int32(scales) << 16).AsSingle()
            * Vector256.Create(*(float*)(input + Block));
        Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(dot), scale, Vector256.Load(y)).Store(y);
    }
}
