using CsCheck;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Tests.Growth;

public sealed class CounterRandomTests
{
    /// <summary>Computed by hand: Python's hashlib and integers modulo 2⁶⁴.</summary>
    [Theory]
    [InlineData(0, "", 0, 0x175a373c860e188b, 0.09122033336284863)]
    [InlineData(0, "", 1, 0x5c4236fa0b679db0, 0.36038535694697627)]
    [InlineData(1, "embedding", 0, 0xe9237c6a07bd1bb8, 0.9106977232802261)]
    [InlineData(1, "layers.0.mixer.inner.q.weight", 41, 0xd49fbe5f4cf1d62d, 0.8305624945323367)]
    [InlineData(ulong.MaxValue, "자람", 1UL << 40, 0x0fccae78b980d7e1, 0.06171694228533231)]
    [InlineData(ulong.MaxValue, "자람", ulong.MaxValue, 0xa8246f59c520174d, 0.6568059534230317)]
    public void Known_places_hold_known_numbers(ulong seed, string name, ulong place, ulong bits, double unit)
    {
        var random = new CounterRandom(CounterRandom.Seed(seed), name);
        Assert.Equal(bits, random.Bits(place));
        Assert.Equal(unit, random.Unit(place));
    }

    [Fact]
    public void A_slice_equals_the_same_part_of_the_whole() =>
        Gen.Select(Gen.ULong, Gen.String, Gen.Int[0, 50], Gen.Int[0, 50]).Sample((seed, name, from, length) =>
        {
            var random = new CounterRandom(CounterRandom.Seed(seed), name);
            float[] whole = new float[100], slice = new float[length];
            random.Fill(whole, 0, bound: 3);
            random.Fill(slice, (ulong)from, bound: 3);
            Assert.Equal(whole[from..(from + length)], slice);
        });

    [Fact]
    public void Numbers_keep_within_their_bound() =>
        Gen.Select(Gen.ULong, Gen.Double[0, 1e6]).Sample((seed, bound) =>
        {
            var numbers = new float[64];
            new CounterRandom(CounterRandom.Seed(seed), "w").Fill(numbers, 0, bound);
            Assert.All(numbers, x => Assert.InRange(x, -(float)bound, (float)bound));
        });

    /// <summary>Mean 1/2, variance 1/12, neighbours and streams apart: each within five standard errors.</summary>
    [Fact]
    public void Numbers_are_uniform_and_apart()
    {
        const int n = 1_000_000;
        var (random, other) = (new CounterRandom(CounterRandom.Seed(1), "a"), new CounterRandom(CounterRandom.Seed(1), "b"));
        double mean = 0, square = 0, neighbours = 0, streams = 0;
        for (ulong i = 0; i < n; i++)
        {
            var x = random.Unit(i) - 0.5;
            (mean, square) = (mean + x / n, square + x * x / n);
            neighbours += x * (random.Unit(i + 1) - 0.5) / n;
            streams += x * (other.Unit(i) - 0.5) / n;
        }
        Assert.Equal(0, mean, 5 * Math.Sqrt(1.0 / 12 / n));
        Assert.Equal(1.0 / 12, square, 5 * Math.Sqrt(1.0 / 180 / n));
        Assert.Equal(0, neighbours, 5.0 / 12 / Math.Sqrt(n));
        Assert.Equal(0, streams, 5.0 / 12 / Math.Sqrt(n));
    }
}
