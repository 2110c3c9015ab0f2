// A nondeterministic automaton over bytes, and the quotes of a JSON string as symbols of their own, so that ^ and $
// can be told from any other place.
// Source: Thompson's construction, Comm. ACM 11 (1968) 419-422.

namespace Jaram.Inference.Constraints;

/// <summary>Takes parts of an automaton; <see cref="Determinization"/> makes a <see cref="Dfa"/> of it.</summary>
/// <param name="work">What its making may cost.</param>
/// <param name="pointer">The place in the schema it is made for.</param>
internal sealed class Nfa(Work work, string pointer)
{
    /// <summary>The quote that opens a string, and the one that closes it.</summary>
    public const int Open = 256, Close = 257, Symbols = 258;

    private readonly List<List<(int First, int Last, int To)>> _edges = [];
    private readonly List<List<(Passage When, int To)>> _free = [];

    /// <summary>When a step that reads nothing may be made.</summary>
    public enum Passage
    {
        Always, AfterOpen, BeforeClose,
    }

    public Work Work => work;

    public string Pointer => pointer;

    public int Count => _edges.Count;

    /// <summary>A state from which every end is an end of the language: the rest need not be followed; -1 for none.
    /// </summary>
    public int Absorbing { get; set; } = -1;

    /// <summary>States at which a text may end, with what it is then.</summary>
    public Dictionary<int, int> Labels { get; } = [];

    public IReadOnlyList<(int First, int Last, int To)> Edges(int state) => _edges[state];

    public IReadOnlyList<(Passage When, int To)> Free(int state) => _free[state];

    public int Add()
    {
        work.Spend(3, pointer); // two lists
        _edges.Add([]);
        _free.Add([]);
        return Count - 1;
    }

    /// <summary>A step that reads one symbol of a range.</summary>
    public void Step(int from, int first, int last, int to)
    {
        work.Spend(1, pointer);
        _edges[from].Add((first, last, to));
    }

    /// <summary>A step that reads nothing.</summary>
    public void Pass(int from, int to, Passage when = Passage.Always)
    {
        work.Spend(1, pointer);
        _free[from].Add((when, to));
    }

    /// <summary>Steps that read the bytes one after the other.</summary>
    /// <returns>The state behind the last.</returns>
    public int Read(int from, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            var to = Add();
            Step(from, b, b, to);
            from = to;
        }
        return from;
    }

    /// <summary>What a text is that ends at one of these states: the least label; -1 if it may not end.</summary>
    public int LabelOf(IEnumerable<int> states)
    {
        var least = int.MaxValue;
        foreach (var state in states)
            if (Labels.TryGetValue(state, out var label)) least = Math.Min(least, label);
        return least == int.MaxValue ? -1 : least;
    }
}
