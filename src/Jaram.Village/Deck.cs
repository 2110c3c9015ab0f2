namespace Jaram.Village;

/// <summary>Cards dealt without end: each once, in random order, then each again in another.</summary>
internal sealed class Deck<T>(Dice dice, IReadOnlyList<T> cards)
{
    private T[] _order = [];
    private int _next;

    public T Draw()
    {
        if (_next == _order.Length) (_order, _next) = (dice.Shuffled(cards), 0);
        return _order[_next++];
    }
}
