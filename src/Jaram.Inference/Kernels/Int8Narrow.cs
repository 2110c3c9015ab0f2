// The 8-bit panel on processors with 256-bit registers: eight rows at a time, the same sums.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Jaram.Inference.Kernels.Int8Panel;

namespace Jaram.Inference.Kernels;

/// <summary><see cref="Int8Panel"/> for AVX2.</summary>
internal static unsafe class Int8Narrow
{
    private const int Lanes = 8;

    /// <inheritdoc cref="PanelFormat.MultiplyOne"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyOne(byte* panel, byte* input, int groups, float* y)
    {
        for (var g = 0; g < groups; g++)
        {
            var scales = panel;
            panel += Scales.Bytes;
            for (var b = 0; b < BlocksOfGroup; b++, panel += BlockBytes, input += InputBlock)
            {
                var scale = Vector256.Create(*(float*)(input + Block * sizeof(short)));
                for (var row = 0; row < PanelFormat.Rows; row += Lanes)
                {
                    var sum = Vector256<int>.Zero;
                    for (var k = 0; k < Block / 2; k++)
                        sum += Avx2.MultiplyAddAdjacent(
                            Avx2.ConvertToVector256Int16((sbyte*)(panel + k * Pair + row * 2)),
                            Vector256.Create(*(int*)(input + k * 4)).AsInt16());
                    var weight = (Avx2.ConvertToVector256Int32((ushort*)scales + row) << 16).AsSingle();
                    Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(sum), weight * scale,
                        Vector256.Load(y + row)).Store(y + row);
                }
            }
        }
    }
}
