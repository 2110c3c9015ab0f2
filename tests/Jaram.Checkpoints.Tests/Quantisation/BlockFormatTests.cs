using System.Buffers.Binary;
using CsCheck;
using Jaram.Checkpoints.Gguf;

namespace Jaram.Checkpoints.Tests.Quantisation;

public sealed class BlockFormatTests
{
    private static readonly Gen<float[]> _block =
        from size in Gen.Float[-8, 8]
        from numbers in Gen.Float[-1, 1].Array[32]
        select numbers.Select(x => x * MathF.Pow(10, size)).ToArray();

    public static TheoryData<GgufType> All => [.. GgufTypes.Known];

    /// <summary>Worked out by hand from the layouts that each file draws.</summary>
    [Theory]
    [InlineData(GgufType.F32, "0000803F", new[] { 1f })]
    [InlineData(GgufType.F16, "003C00C0", new[] { 1f, -2 })]
    [InlineData(GgufType.BF16, "803F00C0", new[] { 1f, -2 })]
    public void Single_numbers_are_these_bytes(GgufType type, string bytes, float[] numbers)
    {
        var encoded = new byte[numbers.Length * type.Blocks.BlockBytes];
        type.Blocks.Encode(numbers, encoded);
        Assert.Equal(bytes, Convert.ToHexString(encoded));
        Assert.Equal(numbers, Decoded(type, encoded));
    }

    [Fact]
    public void A_block_of_q8_0_is_these_bytes()
    {
        var numbers = Enumerable.Range(0, 32).Select(i => i == 31 ? -127f : i * 0.5f).ToArray();    // scale 1
        var encoded = new byte[34];
        GgufType.Q80.Blocks.Encode(numbers, encoded);
        // halves go away from zero: 0, 0.5 -> 1, 1, 1.5 -> 2, 2, ...
        Assert.Equal("003C" + "0001010202030304040505060607070808090" + "90A0A0B0B0C0C0D0D0E0E0F0F81",
            Convert.ToHexString(encoded));
        Assert.Equal(-127f, Decoded(GgufType.Q80, encoded)[31]);
    }

    [Fact]
    public void A_block_of_q4_0_is_these_bytes()
    {
        var numbers = Enumerable.Range(0, 32).Select(i => i % 16 - 8f).ToArray();                  // largest is -8: scale 1
        var encoded = new byte[18];
        GgufType.Q40.Blocks.Encode(numbers, encoded);
        Assert.Equal("003C" + "00112233445566778899AABBCCDDEEFF", Convert.ToHexString(encoded));
        Assert.Equal(numbers, Decoded(GgufType.Q40, encoded));

        numbers[0] = 16;                                                                            // largest is 16: scale -2
        GgufType.Q40.Blocks.Encode(numbers, encoded);
        Assert.Equal(unchecked((short)0xC000), BinaryPrimitives.ReadInt16LittleEndian(encoded));
        Assert.Equal(16f, Decoded(GgufType.Q40, encoded)[0]);
    }

    [Fact]
    public void A_block_of_q4_k_and_q5_k_gives_each_number_its_scale_and_minimum()
    {
        // d = 1, m = 2; scales 1, 2, 3, 4 and 21, 22, 23, 24; minima 1 ... 8
        byte[] scales = [0x01 | 1 << 6, 0x02 | 1 << 6, 0x03 | 1 << 6, 0x04 | 1 << 6, 1, 2, 3, 4,
            5 | 5 << 4, 6 | 6 << 4, 7 | 7 << 4, 8 | 8 << 4];
        byte[] low = [.. Enumerable.Range(0, 128).Select(i => (byte)(i % 16 | (15 - i % 16) << 4))];
        byte[] head = [0x00, 0x3C, 0x00, 0x40, .. scales];
        var four = Decoded(GgufType.Q4K, [.. head, .. low]);
        byte[] fifth = [.. Enumerable.Range(0, 32).Select(i => (byte)(1 << i % 8))];
        var five = Decoded(GgufType.Q5K, [.. head, .. fifth, .. low]);
        int[] scale = [1, 2, 3, 4, 21, 22, 23, 24];
        for (var i = 0; i < 256; i++)
        {
            var (block, q) = (i / 32, i / 32 % 2 == 0 ? i % 16 : 15 - i % 16);
            Assert.Equal(scale[block] * q - 2f * (block + 1), four[i]);
            Assert.Equal(scale[block] * (q + (i % 8 == block ? 16 : 0)) - 2f * (block + 1), five[i]);
        }
    }

    [Fact]
    public void A_block_of_q6_k_gives_each_number_its_scale()
    {
        byte[] low = [.. Enumerable.Range(0, 128).Select(i => (byte)(i % 16 | (i + 1) % 16 << 4))];
        byte[] high = [.. Enumerable.Range(0, 64).Select(i => (byte)0b11_10_01_00)];
        byte[] scales = [.. Enumerable.Range(0, 16).Select(i => (byte)(sbyte)(i - 8))];
        var numbers = Decoded(GgufType.Q6K, [.. low, .. high, .. scales, 0x00, 0x38]);              // d = 0.5
        for (var i = 0; i < 256; i++)
        {
            var (half, row, at) = (i / 128, i / 32 % 4, i % 32);
            var stored = low[64 * half + at + 32 * (row % 2)] >> (row < 2 ? 0 : 4) & 15 | row << 4;
            Assert.Equal(0.5f * (i / 16 - 8) * (stored - 32), numbers[i]);
        }
    }

    /// <summary>The rules one number at a time, as their sources have them.</summary>
    [Theory, InlineData(GgufType.Q80), InlineData(GgufType.Q40)]
    public void Vectors_store_what_the_plain_rule_does(GgufType type) => _block.Sample(numbers =>
    {
        var chosen = numbers.First(x => Math.Abs(x) == numbers.Max(Math.Abs));
        var scale = type == GgufType.Q80 ? Math.Abs(chosen) / 127 : chosen / -8;
        if (!Half.IsFinite((Half)scale)) return;
        var inverse = scale == 0 || float.IsInfinity(1 / scale) ? 0 : 1 / scale;
        byte[] expected = type == GgufType.Q80
            ? [.. numbers.Select(x => unchecked((byte)(int)MathF.Round(x * inverse, MidpointRounding.AwayFromZero)))]
            : [.. Enumerable.Range(0, 16).Select(i => (byte)(Four(numbers[i]) | Four(numbers[i + 16]) << 4))];
        int Four(float x) => Math.Min(15, (int)(x * inverse + 8.5f));
        Assert.Equal([.. BitConverter.GetBytes((Half)scale), .. expected], Encoded(type, numbers));
    }, iter: 5000);

    [Fact]
    public void Q8_0_is_off_by_half_a_step_and_the_rounding_of_its_scale() =>
        _block.Sample(numbers =>
        {
            if (Tried(GgufType.Q80, numbers) is not { } back) return;
            var step = Largest(numbers) / 127;
            for (var i = 0; i < 32; i++)
                Assert.InRange(Math.Abs(back[i] - numbers[i]), 0, step * 0.5001 + 127 * HalfError(step));
        }, iter: 2000);

    [Fact]
    public void Q4_0_is_off_by_a_step_and_the_rounding_of_its_scale() =>
        _block.Sample(numbers =>
        {
            if (Tried(GgufType.Q40, numbers) is not { } back) return;
            var step = Largest(numbers) / 8;
            for (var i = 0; i < 32; i++)
                Assert.InRange(Math.Abs(back[i] - numbers[i]), 0, step * 1.0001 + 8 * HalfError(step));
        }, iter: 2000);

    [Fact]
    public void Bf16_is_the_nearest_and_even_of_two() => Gen.UInt.Sample(bits =>
    {
        var x = BitConverter.UInt32BitsToSingle(bits);
        var bytes = new byte[2];
        GgufType.BF16.Blocks.Encode([x], bytes);
        var back = Decoded(GgufType.BF16, bytes)[0];
        if (float.IsNaN(x)) Assert.True(float.IsNaN(back));
        else
        {
            var low = BitConverter.UInt32BitsToSingle(bits & 0xFFFF0000);
            var high = BitConverter.UInt32BitsToSingle((bits & 0xFFFF0000) + 0x10000);
            var (toLow, toHigh) = (bits & 0xFFFF, 0x10000 - (bits & 0xFFFF));
            Assert.Equal(toLow < toHigh || toLow == toHigh && (bits >> 16 & 1) == 0 ? low : high, back);
        }
    }, iter: 10_000);

    [Theory, InlineData(GgufType.Q80), InlineData(GgufType.Q40)]
    public void A_number_that_no_scale_holds_is_refused(GgufType type)
    {
        foreach (var wrong in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e38f])
        {
            var numbers = new float[32];
            numbers[7] = wrong;
            Assert.Contains("a number is not finite, or too large",
                Assert.Throws<CheckpointException>(() => Encoded(type, numbers)).Message, Ordinal);
        }
        Assert.All(Decoded(type, Encoded(type, new float[32])), zero => Assert.Equal(0, zero));
        Assert.All(Decoded(type, Encoded(type, [.. Enumerable.Repeat(float.Epsilon, 32)])), x => Assert.Equal(0, x));
    }

    [Theory, MemberData(nameof(All))]
    public void Half_a_block_is_refused(GgufType type)
    {
        var (blocks, numbers) = (type.Blocks, new float[type.Blocks.BlockLength]);
        var error = Assert.Throws<CheckpointException>(() => blocks.Decode(new byte[blocks.BlockBytes + 1], numbers));
        Assert.EndsWith("give whole blocks", error.Message, Ordinal);
        if (blocks.BlockLength == 256)
            Assert.Contains("is read, not written", Assert.Throws<CheckpointException>(() =>
                blocks.Encode(numbers, new byte[blocks.BlockBytes])).Message, Ordinal);
    }

    [Theory, InlineData(GgufType.F32), InlineData(GgufType.F16), InlineData(GgufType.BF16), InlineData(GgufType.Q80),
        InlineData(GgufType.Q40)]
    public void Coding_makes_no_garbage(GgufType type)
    {
        var (numbers, bytes) = (new float[4096], new byte[type.Blocks.BytesOf(4096)]);
        type.Blocks.Encode(numbers, bytes);
        type.Blocks.Decode(bytes, numbers);
        var before = GC.GetAllocatedBytesForCurrentThread();
        type.Blocks.Encode(numbers, bytes);
        type.Blocks.Decode(bytes, numbers);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[]? Tried(GgufType type, float[] numbers)
    {
        try
        {
            return Decoded(type, Encoded(type, numbers));
        }
        catch (CheckpointException)
        {
            Assert.True(Largest(numbers) / 127 > 500);
            return null;
        }
    }

    private static byte[] Encoded(GgufType type, float[] numbers)
    {
        var bytes = new byte[type.Blocks.BytesOf(numbers.Length)];
        type.Blocks.Encode(numbers, bytes);
        return bytes;
    }

    private static float[] Decoded(GgufType type, byte[] bytes)
    {
        var numbers = new float[bytes.Length / type.Blocks.BlockBytes * type.Blocks.BlockLength];
        type.Blocks.Decode(bytes, numbers);
        return numbers;
    }

    private static double Largest(float[] numbers) => numbers.Max(Math.Abs);

    /// <summary>How far a half may be from a number: half a unit in its 11th bit, or of the smallest half.</summary>
    private static double HalfError(double x) => Math.Max(x / 2048, Math.Pow(2, -25)) * 1.001;
}
