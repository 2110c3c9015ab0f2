using CsCheck;

namespace Jaram.Village.Tests;

public sealed class DeckTests
{
    [Fact]
    public void Every_card_is_dealt_before_any_again() => Gen.Select(Gen.ULong, Gen.Int[1, 9]).Sample((seed, count) =>
    {
        int[] cards = [.. Enumerable.Range(0, count)];
        var deck = new Deck<int>(Dice.For(seed, "x"), cards);
        for (var round = 0; round < 3; round++)
            Assert.Equal(cards, cards.Select(_ => deck.Draw()).Order());
    });
}
