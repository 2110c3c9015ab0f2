// How one number is stored in weights and caches: loaded as float, sixteen at a time or one.
// Source: bfloat16 is the upper half of a float32.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>A number format that kernels read as float.</summary>
internal unsafe interface IElement
{
    /// <summary>Bytes of a number.</summary>
    static abstract int Bytes { get; }

    /// <summary>The greatest number that can be stored where vectors have a scale of their own; 0 where none is
    /// needed.</summary>
    static abstract float Most { get; }

    /// <summary>Sixteen numbers.</summary>
    static abstract Vector512<float> Load(byte* at);

    /// <summary>One number: the plain form.</summary>
    static abstract float Read(byte* at);

    /// <summary>Rounds a number to the nearest that can be stored, of two to the even one.</summary>
    static abstract void Write(float value, byte* at);
}

/// <summary>float32.</summary>
internal readonly unsafe struct Float32 : IElement
{
    public static int Bytes => sizeof(float);

    public static float Most => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* at) => Vector512.Load((float*)at);

    public static float Read(byte* at) => *(float*)at;

    public static void Write(float value, byte* at) => *(float*)at = value;
}

/// <summary>bfloat16.</summary>
internal readonly unsafe struct BFloat16 : IElement
{
    public static int Bytes => sizeof(ushort);

    public static float Most => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* at)
    {
        var bits = Vector512.WidenLower(Vector256.Load((ushort*)at).ToVector512Unsafe());
        return (bits << 16).AsSingle();
    }

    public static float Read(byte* at) => BitConverter.UInt32BitsToSingle((uint)*(ushort*)at << 16);

    public static void Write(float value, byte* at) => *(ushort*)at = Bits(value);

    /// <summary>The nearest bfloat16's bits; NaN stays NaN.</summary>
    public static ushort Bits(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value)) return (ushort)((bits >> 16) | 0x40);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}

/// <summary>8-bit integers, -127 to 127, times a scale that stands elsewhere.</summary>
internal readonly unsafe struct Scaled8 : IElement
{
    public static int Bytes => sizeof(sbyte);

    public static float Most => 127;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* at)
    {
        var wide = Vector512.WidenLower(Vector256.WidenLower(Vector128.Load((sbyte*)at).ToVector256Unsafe())
            .ToVector512Unsafe());
        return Vector512.ConvertToSingle(wide);
    }

    public static float Read(byte* at) => *(sbyte*)at;

    public static void Write(float value, byte* at) => *(sbyte*)at = (sbyte)MathF.Round(value);
}

/// <summary>16-bit integers, -8191 to 8191, times a scale that stands elsewhere: finer than bfloat16, and short enough
/// for exact sums of products in 32 bits.</summary>
internal readonly unsafe struct Scaled16 : IElement
{
    public static int Bytes => sizeof(short);

    public static float Most => 8191;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* at) => Vector512.ConvertToSingle(
        Vector512.WidenLower(Vector256.Load((short*)at).ToVector512Unsafe()));

    public static float Read(byte* at) => *(short*)at;

    public static void Write(float value, byte* at) => *(short*)at = (short)MathF.Round(value);
}
