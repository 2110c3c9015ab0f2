using CsCheck;

namespace Jaram.Village.Tests;

public sealed class DiceTests
{
    [Fact]
    public void The_draws_are_those_of_the_published_generator()
    {
        // SplitMix64 started at 1234567, as printed by the reference implementation.
        var dice = new Dice(1234567);
        Assert.Equal([6457827717110365317ul, 3203168211198807973ul, 9817491932198370423ul],
            [dice.Next(), dice.Next(), dice.Next()]);
    }

    [Fact]
    public void A_draw_is_below_its_bound() => Gen.Select(Gen.ULong, Gen.Int[1, 1000]).Sample(
        (seed, bound) => Dice.For(seed, "x").Below(bound) is var n && n >= 0 && n < bound);

    [Fact]
    public void Shuffling_keeps_every_item() => Gen.Select(Gen.ULong, Gen.Int.Array).Sample(
        (seed, items) => Dice.For(seed, "x").Shuffled(items).Order().SequenceEqual(items.Order()));
}
