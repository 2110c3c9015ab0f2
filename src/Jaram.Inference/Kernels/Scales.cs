// The 64 scales of a group of columns, one a row, in bfloat16: widened by a shift, without any conversion instruction.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>What integer panels do with their scales.</summary>
internal static unsafe class Scales
{
    /// <summary>Bytes of a panel's scales for one group.</summary>
    public const int Bytes = PanelFormat.Rows * sizeof(ushort);

    /// <summary>A row's scale.</summary>
    public static float Read(byte* scales, int row) => BFloat16.Read(scales + row * sizeof(ushort));

    /// <summary>sum + dot · (weights' scales · input's scale), for 16 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(
        Vector512<int> dot, byte* scales, Vector512<float> scale, Vector512<float> sum) =>
        Lanes.Fma(Vector512.ConvertToSingle(dot), BFloat16.Load(scales) * scale, sum);

    /// <summary>The same for the 64 rows of a panel, in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFour(Vector512<int> dot0, Vector512<int> dot1, Vector512<int> dot2, Vector512<int> dot3,
        byte* scales, float scale, float* y)
    {
        var x = Vector512.Create(scale);
        Add(dot0, scales, x, Vector512.Load(y)).Store(y);
        Add(dot1, scales + 32, x, Vector512.Load(y + 16)).Store(y + 16);
        Add(dot2, scales + 64, x, Vector512.Load(y + 32)).Store(y + 32);
        Add(dot3, scales + 96, x, Vector512.Load(y + 48)).Store(y + 48);
    }
}
