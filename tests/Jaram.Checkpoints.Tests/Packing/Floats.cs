using System.Runtime.InteropServices;
using CsCheck;

namespace Jaram.Checkpoints.Tests.Packing;

/// <summary>Tensors to pack: trained-looking ones, and patterns that no training makes.</summary>
internal static class Floats
{
    private static readonly uint[] _special =
    [
        0, 0x8000_0000, 1, 0x8000_0001, 0x007F_FFFF, 0x0080_0000, 0x7F7F_FFFF, 0x7F80_0000, 0xFF80_0000, 0x7FC0_0000,
        0x7F80_0001, 0xFFFF_FFFF, 0x7FFF_FFFF, 0x3F80_0000, 0xBF80_0000, 0x7FA5_A5A5,
    ];

    /// <summary>Bit patterns: any at all, special ones, or normal floats, with low bits cut or not.</summary>
    public static readonly Gen<uint[]> Patterns =
        from count in Gen.OneOf(Gen.Int[0, 70], Gen.OneOfConst(4096, 32_768, 32_769, 70_001))
        from kind in Gen.Int[0, 4]
        from zeros in Gen.OneOfConst(0, 0, 11, 16, 23, 31)
        from seed in Gen.Int
        select Make(count, kind, zeros, seed);

    /// <summary>Normal floats of a scale, rounded to significant bits, towards zero.</summary>
    public static uint[] Normal(int count, double scale, int significant, int seed)
    {
        var random = new Random(seed);
        var mask = ~0u << (24 - significant);
        return [.. Enumerable.Range(0, count).Select(_ => Bits(Gauss(random) * scale) & mask)];
    }

    /// <summary>The same, moved by steps of a size.</summary>
    public static uint[] Moved(uint[] from, double step, int significant, int seed)
    {
        var random = new Random(seed);
        var mask = ~0u << (24 - significant);
        return [.. from.Select(p => Bits(BitConverter.UInt32BitsToSingle(p) + Gauss(random) * step) & mask)];
    }

    public static HeldTensors Held(params (string Name, uint[] Patterns)[] tensors) =>
        HeldTensors.Copy(tensors.Select(t => new TensorEntry(t.Name, DType.F32, t.Patterns.Length)),
            (tensor, from) => MemoryMarshal.AsBytes<uint>(tensors.First(t => t.Name == tensor.Name).Patterns)[(int)from..]);

    public static bool AreSame(HeldTensors a, HeldTensors b) => a.Digest() == b.Digest();

    private static uint[] Make(int count, int kind, int zeros, int seed)
    {
        var random = new Random(seed);
        var patterns = new uint[count];
        for (var i = 0; i < count; i++)
            patterns[i] = (kind switch
            {
                0 => (uint)random.NextInt64(1L << 32),
                1 => _special[random.Next(_special.Length)],
                2 => 0,
                3 when random.Next(200) == 0 => _special[random.Next(_special.Length)],
                _ => Bits(Gauss(random) * 0.02),
            }) >> zeros << zeros;
        return patterns;
    }

    private static uint Bits(double value) => BitConverter.SingleToUInt32Bits((float)value);

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
