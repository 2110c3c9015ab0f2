using CsCheck;
using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

public sealed class PermutationTests
{
    [Fact]
    public void Every_thing_stands_at_exactly_one_place() =>
        Gen.Select(Gen.Int[1, 3000], Gen.ULong).Sample((count, key) =>
        {
            var order = new Permutation(count, key);
            Assert.Equal(count, Enumerable.Range(0, count).Select(place => order.At(place)).Where(thing =>
                thing >= 0 && thing < count).Distinct().Count());
        }, iter: 300);

    [Fact]
    public void A_large_prime_count_is_a_bijection_too()
    {
        var (order, seen) = (new Permutation(999_983, 5), new bool[999_983]);
        for (var place = 0; place < seen.Length; place++) seen[order.At(place)] = true;
        Assert.DoesNotContain(false, seen);
    }

    [Fact]
    public void Counts_beyond_32_bits_stay_inside() =>
        Gen.Select(Gen.Long[1L << 40, 1L << 62], Gen.ULong).Sample((count, key) =>
            Assert.InRange(new Permutation(count, key).At(count - 1), 0, count - 1));

    [Fact]
    public void Another_key_gives_another_order()
    {
        var (a, b) = (new Permutation(1000, 1), new Permutation(1000, 2));
        var same = Enumerable.Range(0, 1000).Count(place => a.At(place) == b.At(place));
        Assert.InRange(same, 0, 10);    // 1 is expected
    }

    [Fact]
    public void Neighbours_are_torn_apart()
    {
        // Of 10,000 neighbours in a random order, |difference| < 100 has probability 2 %.
        var order = new Permutation(10_000, 7);
        var near = Enumerable.Range(0, 9_999).Count(place => Math.Abs(order.At(place) - order.At(place + 1)) < 100);
        Assert.InRange(near, 100, 300);
    }
}
