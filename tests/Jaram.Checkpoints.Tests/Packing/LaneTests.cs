using System.Numerics;

namespace Jaram.Checkpoints.Tests.Packing;

/// <summary>What is computed several numbers at a time is what one at a time gives, the ends of runs too.</summary>
public sealed class LaneTests
{
    /// <summary>Around every power of two, where a float's rounding would show, and at random.</summary>
    private static readonly uint[] _numbers =
    [
        .. Enumerable.Range(0, 33).SelectMany(bit => Enumerable.Range(-5, 11).Select(by => (uint)((1L << bit) + by))),
        .. Enumerable.Range(0, 5000).Select(n => (uint)n * 2_654_435_761 >> n % 32),
    ];

    [Fact]
    public void A_token_and_its_bits_make_the_number()
    {
        foreach (var (table, most) in new[]
        {
            (TokenTable.OfDifferences, uint.MaxValue), (TokenTable.OfValues(20, 3, 23), 250u << 20),
            (TokenTable.OfBytes, 256u),
        })
        {
            uint[] numbers = [.. _numbers.Select(number => number % most)];
            var tokens = new byte[numbers.Length];
            table.Tokenize(numbers, tokens);
            for (var i = 0; i < numbers.Length; i++)
            {
                var (floor, bits) = (table.Floor[tokens[i]], table.Bits[tokens[i]]);
                Assert.InRange(numbers[i], floor, floor + (ulong)(1L << bits) - 1);
            }
        }
    }

    [Fact]
    public void Differences_of_many_are_those_of_each_and_step_back()
    {
        uint[] after = [.. _numbers.Reverse()];
        foreach (var dropped in new[] { 0, 11, 16, 31 })
        {
            var (many, one) = (new uint[after.Length], new uint[1]);
            OrderedBits.Differences(after, _numbers, dropped, many);
            for (var i = 0; i < after.Length; i++)
            {
                OrderedBits.Differences(after.AsSpan(i, 1), _numbers.AsSpan(i, 1), dropped, one);
                Assert.Equal(one[0], many[i]);
            }
            uint[] back = [.. _numbers];
            OrderedBits.Step(many, dropped, back);
            Assert.Equal(after.Select(pattern => pattern >> dropped), back.Select(pattern => pattern >> dropped));
        }
    }

    [Fact]
    public void Values_of_many_are_those_of_each()
    {
        var many = new uint[_numbers.Length];
        OrderedBits.Values(_numbers, 13, many);
        Assert.Equal(_numbers.Select(pattern => OrderedBits.Value(pattern, 13)), many);
        Assert.True(_numbers.Length % Vector<uint>.Count > 0);          // or no end of a run was tried
    }

    [Fact]
    public void Memory_that_is_written_over_has_the_new_bytes_and_the_old_name_has_none()
    {
        TensorEntry[] small = [new("a", DType.U8, 4), new("b", DType.U8, 2)], large = [small[0], new("b", DType.U8, 4)];
        var old = HeldTensors.Copy(small, (_, from) => "abcd"u8[(int)from..][..2]);
        var fresh = HeldTensors.Copy(large, (_, from) => "wxyz"u8[(int)from..], old);
        Assert.Equal("wxyz"u8, fresh.Bytes("a"));
        Assert.Equal("wxyz"u8, fresh.Bytes("b"));
        Assert.Equal(Digest.Of("wxyz"u8), fresh.DigestOf("a"));
        Assert.Empty(old.Tensors);
        Assert.Throws<CheckpointException>(() => old.Bytes("a"));
    }
}
