using System.Runtime.Intrinsics;

namespace Jaram.Checkpoints.Quantisation;

/// <summary>What formats that share a scale among 32 numbers have in common.</summary>
internal static class BlockVectors
{
    /// <summary>The largest size of 32 numbers; no number if one is none.</summary>
    public static float LargestSize(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        var sizes = Vector256.Max(
            Vector256.Max(Vector256.Abs(a), Vector256.Abs(b)), Vector256.Max(Vector256.Abs(c), Vector256.Abs(d)));
        var largest = sizes[0];
        for (var i = 1; i < Vector256<float>.Count; i++) largest = MathF.Max(largest, sizes[i]);
        return largest;
    }

    /// <summary>What numbers are multiplied by; 0 where the scale is 0, as a half too.</summary>
    public static float Inverse(float scale) => scale == 0 || !float.IsFinite(1 / scale) ? 0 : 1 / scale;
}
