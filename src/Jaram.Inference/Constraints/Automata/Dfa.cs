namespace Jaram.Inference.Constraints;

/// <summary>A deterministic automaton over bytes in which every state can reach an end. Immutable.</summary>
internal sealed class Dfa
{
    private readonly byte[] _classes;
    private readonly int[] _next;
    private readonly int[] _labels;
    private readonly bool[] _isLast;

    /// <param name="classes">For each byte the class of bytes it belongs to.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="next">(states, classes): the state after a byte of the class, or -1.</param>
    /// <param name="labels">For each state what a text is that ends there, or -1 if none may.</param>
    public Dfa(byte[] classes, int classCount, int[] next, int[] labels) =>
        (_classes, ClassCount, _next, _labels, _isLast) = (classes, classCount, next, labels,
            [.. Enumerable.Range(0, labels.Length).Select(s =>
                !next.AsSpan(s * classCount, classCount).ContainsAnyExcept(-1))]);

    public int ClassCount { get; }

    /// <summary>Number of states; the first begins. None if the language is empty.</summary>
    public int Count => _labels.Length;

    public bool IsEmpty => Count == 0;

    /// <summary>Refuses an automaton that is too large while it is made.</summary>
    /// <param name="states">How many states it has by now.</param>
    /// <param name="pointer">The place in the schema it is made for.</param>
    public static void Allow(int states, string pointer)
    {
        const int most = 20_000;
        if (states > most) throw new SchemaException(pointer, $"needs more than {most:N0} states; make it simpler");
    }

    /// <summary>The state after a byte, or -1 if no text goes on so.</summary>
    public int Next(int state, byte b) => _next[state * ClassCount + _classes[b]];

    /// <summary>What a text is that ends at a state, or -1.</summary>
    public int Label(int state) => _labels[state];

    public int ClassOf(byte b) => _classes[b];

    /// <summary>True if no text of the language goes on from here.</summary>
    public bool IsLast(int state) => _isLast[state];

    /// <summary>What the bytes are as a whole, or -1 if they are not in the language.</summary>
    public int LabelOf(ReadOnlySpan<byte> bytes)
    {
        var state = IsEmpty ? -1 : 0;
        foreach (var b in bytes)
        {
            if (state < 0) return -1;
            state = Next(state, b);
        }
        return state < 0 ? -1 : Label(state);
    }

    /// <summary>The fewest bytes a text of the language has; <see cref="int.MaxValue"/> if it is empty.</summary>
    /// <param name="accepts">Which labels count.</param>
    public int Shortest(Func<int, bool> accepts)
    {
        if (IsEmpty) return int.MaxValue;
        var depth = new Dictionary<int, int> { [0] = 0 };
        var queue = new Queue<int>([0]);
        while (queue.TryDequeue(out var state))
        {
            if (_labels[state] >= 0 && accepts(_labels[state])) return depth[state];
            foreach (var to in _next.AsSpan(state * ClassCount, ClassCount))
                if (to >= 0 && depth.TryAdd(to, depth[state] + 1)) queue.Enqueue(to);
        }
        return int.MaxValue;
    }

    /// <summary>The same automaton for the texts with some labels only.</summary>
    public Dfa Only(Func<int, bool> keeps) => Trimmed(_classes, ClassCount,
        [.. Enumerable.Range(0, Count).Select(s => _next.AsSpan(s * ClassCount, ClassCount).ToArray())],
        [.. _labels.Select(label => label >= 0 && keeps(label) ? label : -1)]);

    /// <summary>The same automaton without what leads nowhere, its states numbered as they are met.</summary>
    /// <param name="classes">For each byte its class.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="next">For each state its row of followers, -1 for none.</param>
    /// <param name="labels">For each state its label or -1.</param>
    public static Dfa Trimmed(byte[] classes, int classCount, List<int[]> next, List<int> labels)
    {
        var alive = Alive(next, labels);
        if (alive.Length == 0 || !alive[0]) return new(classes, classCount, [], []);
        var names = new int[next.Count];
        var count = 0;
        for (var s = 0; s < names.Length; s++) names[s] = alive[s] ? count++ : -1;
        var table = new int[count * classCount];
        var ends = new int[count];
        for (var s = 0; s < names.Length; s++)
        {
            if (!alive[s]) continue;
            ends[names[s]] = labels[s];
            for (var c = 0; c < classCount; c++)
                table[names[s] * classCount + c] = next[s][c] < 0 ? -1 : names[next[s][c]];
        }
        return new(classes, classCount, table, ends);
    }

    private static bool[] Alive(List<int[]> next, List<int> labels)
    {
        var before = new List<int>[next.Count];
        for (var s = 0; s < before.Length; s++) before[s] = [];
        for (var s = 0; s < before.Length; s++)
            foreach (var to in next[s])
                if (to >= 0 && (before[to].Count == 0 || before[to][^1] != s)) before[to].Add(s);
        var alive = new bool[next.Count];
        var stack = new Stack<int>(Enumerable.Range(0, next.Count).Where(s => labels[s] >= 0));
        while (stack.TryPop(out var s))
        {
            if (alive[s]) continue;
            alive[s] = true;
            foreach (var from in before[s]) stack.Push(from);
        }
        return alive;
    }
}
