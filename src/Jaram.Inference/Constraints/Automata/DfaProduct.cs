// Runs automata side by side: the texts that some of them take and others do not.
// Source: product construction, Rabin and Scott, IBM J. Res. Dev. 3 (1959) 114-125.

namespace Jaram.Inference.Constraints;

/// <summary>Combines automata into one.</summary>
internal sealed class DfaProduct
{
    private readonly IReadOnlyList<Dfa> _parts;
    private readonly int _needed;
    private readonly Func<ReadOnlyMemory<int>, int> _label;
    private readonly Work _work;
    private readonly string _pointer;
    private readonly Dictionary<int[], int> _names = new(ByContent<int>.One);
    private readonly List<int[]> _states = [];

    private DfaProduct(
        IReadOnlyList<Dfa> parts, int needed, Func<ReadOnlyMemory<int>, int> label, Work work, string pointer) =>
        (_parts, _needed, _label, _work, _pointer) = (parts, needed, label, work, pointer);

    /// <summary>The texts that every part takes, with the first part's labels.</summary>
    public static Dfa Intersection(IReadOnlyList<Dfa> parts, Work work, string pointer) => parts.Count == 1
        ? parts[0]
        : Of(parts, parts.Count, labels => labels.Span.Contains(-1) ? -1 : labels.Span[0], work, pointer);

    /// <summary>Any combination.</summary>
    /// <param name="parts">The automata.</param>
    /// <param name="needed">So many of the first must go on: where one of them stops, no text is taken.</param>
    /// <param name="label">From the parts' labels, -1 where a part does not take the text, to the product's.</param>
    /// <param name="work">What it may cost.</param>
    /// <param name="pointer">The place in the schema it is made for.</param>
    public static Dfa Of(
        IReadOnlyList<Dfa> parts, int needed, Func<ReadOnlyMemory<int>, int> label, Work work, string pointer) =>
        new DfaProduct(parts, needed, label, work, pointer).Run();

    private Dfa Run()
    {
        var (classes, examples) = Classes();
        var next = new List<int[]>();
        var labels = new List<int>();
        NameOf([.. _parts.Select(part => part.IsEmpty ? -1 : 0)]);
        for (var i = 0; i < _states.Count; i++)
        {
            _work.Spend(1 + (long)examples.Count * _parts.Count / 4, _pointer);
            var state = _states[i];
            labels.Add(IsDead(state) ? -1 : _label(Labels(state)));
            next.Add([.. examples.Select(b => Follow(state, b))]);
        }
        return Dfa.Trimmed(classes, examples.Count, next, labels);
    }

    private int Follow(int[] state, byte b)
    {
        if (IsDead(state)) return -1;
        var to = new int[state.Length];
        for (var p = 0; p < to.Length; p++) to[p] = state[p] < 0 ? -1 : _parts[p].Next(state[p], b);
        return IsDead(to) ? -1 : NameOf(to);
    }

    private bool IsDead(int[] state) => state.AsSpan(0, _needed).Contains(-1);

    private int[] Labels(int[] state)
    {
        var labels = new int[state.Length];
        for (var p = 0; p < labels.Length; p++) labels[p] = state[p] < 0 ? -1 : _parts[p].Label(state[p]);
        return labels;
    }

    private int NameOf(int[] state)
    {
        if (_names.TryGetValue(state, out var name)) return name;
        Dfa.Allow(_states.Count + 1, _pointer);
        _names.Add(state, _states.Count);
        _states.Add(state);
        return _states.Count - 1;
    }

    /// <summary>Bytes that no part tells apart, and one of each kind.</summary>
    private (byte[] Classes, List<byte> Examples) Classes()
    {
        var kinds = new Dictionary<string, byte>();
        var classes = new byte[256];
        var examples = new List<byte>();
        for (var b = 0; b < 256; b++)
        {
            var kind = string.Join(',', _parts.Select(part => part.ClassOf((byte)b)));
            if (kinds.TryAdd(kind, (byte)kinds.Count)) examples.Add((byte)b);
            classes[b] = kinds[kind];
        }
        return (classes, examples);
    }
}
