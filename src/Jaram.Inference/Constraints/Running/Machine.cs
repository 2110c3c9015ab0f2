// Runs a program over bytes. JSON is a visibly pushdown language: its brackets alone tell when to push and to pop, so
// all threads share one stack, and a set of threads with a stack of sets is deterministic.
// Source: Alur and Madhusudan, "Visibly Pushdown Languages", STOC 2004, theorem 2, made lazily; threads as in Thompson,
// Comm. ACM 11 (1968) 419-422.

namespace Jaram.Inference.Constraints;

/// <summary>Steps through one program and keeps the sets of threads it has met, up to a number. Not safe for several
/// threads at once.</summary>
/// <param name="program">The program.</param>
internal sealed class Machine(Instruction[] program)
{
    /// <summary>Levels of a document: beyond them an object or list begins only where nothing else can come.</summary>
    public const int MostDepth = 64;

    private const int MostSets = 8_192, MostThreads = 1 << 20, MostFrames = 65_536;

    private readonly Dictionary<Thread[], ThreadSet> _sets = new(ByContent<Thread>.One);
    private readonly HashSet<Thread> _next = [];
    private readonly Stack<(int Instruction, int Count)> _entering = [];
    private int _frames, _threads; // that are kept, the threads those of all sets

    public Instruction[] Program => program;

    /// <summary>Before the first byte.</summary>
    public Position Start => new(After(0, 0), Frame.None);

    /// <summary>After one more byte; its set is empty if no document goes on so.</summary>
    public Position Step(Position from, byte b)
    {
        switch (EdgeOf(from.Set, b))
        {
            case Edge.Within within:
                return new(within.To, from.Frame);
            case Edge.Begin begin when from.Frame.Depth < MostDepth || !HasOtherWay(from.Set):
                var frame = from.Set.Push(from.Frame, out var isNew);
                if (isNew && ++_frames == MostFrames) Forget();
                return new(begin.To, frame);
            case Edge.End end:
                return new(Return(from.Frame.Waiting, end), from.Frame.Outer);
            default:
                return new(Frame.None.Waiting, Frame.None);
        }
    }

    /// <summary>True if a document goes on from here without another object or list, or with a space before it.
    /// </summary>
    private bool HasOtherWay(ThreadSet set)
    {
        foreach (var thread in set.Threads)
        {
            var at = program[thread.At];
            if (at.Operation is not (Operation.Value or Operation.Space) || at.Scalars.Length + at.Texts.Length > 0)
                return true;
        }
        return false;
    }

    /// <summary>What a byte does.</summary>
    public Edge EdgeOf(ThreadSet set, byte b) => set.Edges[b] ??= Follow(set, b);

    /// <summary>The threads that an instruction leads to without reading.</summary>
    public ThreadSet After(int instruction, int count)
    {
        _next.Clear();
        Enter(instruction, count);
        return Known([.. _next]);
    }

    /// <summary>The one object for a set of threads.</summary>
    public ThreadSet Known(Thread[] threads)
    {
        Array.Sort(threads);
        if (_sets.TryGetValue(threads, out var known)) return known;
        if (_sets.Count == MostSets || _threads > MostThreads) Forget();
        var set = new ThreadSet(threads);
        _sets.Add(threads, set);
        _threads += threads.Length;
        return set;
    }

    /// <summary>Begins to collect sets anew. Those in use live on by themselves, with their frames.</summary>
    private void Forget()
    {
        _sets.Clear();
        _frames = _threads = 0;
    }

    /// <summary>The threads that wait for an object or list go on behind it.</summary>
    private ThreadSet Return(ThreadSet waiting, Edge.End end)
    {
        if (waiting.Returns.TryGetValue(end, out var known)) return known;
        _next.Clear();
        foreach (var thread in waiting.Threads)
        {
            var value = program[thread.At];
            if (value.Operation != Operation.Value || thread.IsInside) continue;
            if (end.Starts.AsSpan().ContainsAny(value.Objects) || end.Starts.AsSpan().ContainsAny(value.Lists))
                Enter(value.Next, thread.Count);
        }
        var set = Known([.. _next]);
        waiting.Returns.Add(end, set);
        return set;
    }

    private Edge Follow(ThreadSet set, byte b)
    {
        _next.Clear();
        var ended = new List<int>();
        foreach (var thread in set.Threads)
        {
            var at = program[thread.At];
            switch (at.Operation)
            {
                case Operation.Literal when at.Bytes[thread.State] == b:
                    if (thread.State + 1 < at.Bytes.Length) _next.Add(thread with { State = thread.State + 1 });
                    else Enter(at.Next, thread.Count);
                    break;
                case Operation.Space when b == ' ':
                    Enter(at.Next, thread.Count);
                    break;
                case Operation.Close when b == at.Bytes[0]:
                    ended.Add(at.Least);
                    break;
                case Operation.Value or Operation.Name:
                    Scalars(thread, at, b);
                    break;
            }
        }
        if (ended.Count > 0) return new Edge.End([.. ended.Distinct().Order()]);
        if (b is (byte)'{' or (byte)'[' && _next.Count == 0) return Begin(set, b);
        return _next.Count == 0 ? Edge.Dead.One : new Edge.Within(Known([.. _next]));
    }

    private Edge Begin(ThreadSet set, byte b)
    {
        foreach (var thread in set.Threads)
        {
            var at = program[thread.At];
            if (at.Operation != Operation.Value || thread.IsInside) continue;
            foreach (var start in b == '{' ? at.Objects : at.Lists) Enter(start, 0);
        }
        return _next.Count == 0 ? Edge.Dead.One : new Edge.Begin(Known([.. _next]));
    }

    private void Scalars(Thread thread, Instruction at, byte b)
    {
        if (thread.IsInside)
        {
            Scalar(thread, at, b);
            return;
        }
        for (var i = 0; i < at.Scalars.Length + at.Texts.Length; i++)
            Scalar(thread with { Scalar = i, State = 0 }, at, b);
    }

    private void Scalar(Thread thread, Instruction at, byte b)
    {
        var isText = thread.Scalar >= at.Scalars.Length;
        var automaton = isText ? TextAutomaton.Dfa : at.Scalars[thread.Scalar];
        var state = automaton.Next(thread.State, b);
        if (state < 0) return;
        var length = thread.Length;
        if (isText && thread.State == TextAutomaton.Content)
        {
            var (least, most) = at.Texts[thread.Scalar - at.Scalars.Length];
            if (b == '"' ? length < least : length == most) return;
            if (b != '"') length = Counted(length, least, most);
        }
        var label = automaton.Label(state);
        if (!automaton.IsLast(state)) _next.Add(thread with { State = state, Length = length });
        if (label >= 0) Enter(Behind(at, label), thread.Count);
    }

    /// <summary>Where a value or a name with a label leads; -1 for nowhere.</summary>
    public static int Behind(Instruction at, int label) => at.Operation == Operation.Name ? at.Targets[label] : at.Next;

    /// <summary>Characters after one more: without a greatest number, they are counted only up to the least.</summary>
    private static int Counted(int length, int least, int most) =>
        most == int.MaxValue ? Math.Min(least, length + 1) : length + 1;

    /// <summary>Adds the threads that an instruction leads to without reading.</summary>
    private void Enter(int instruction, int count)
    {
        if (instruction >= 0) _entering.Push((instruction, count));
        while (_entering.TryPop(out var entry))
        {
            var at = program[entry.Instruction];
            var marks = int.PopCount(entry.Count);
            switch (at.Operation)
            {
                case Operation.Choice:
                    foreach (var target in at.Targets) _entering.Push((target, entry.Count));
                    break;
                case Operation.Count:
                    _entering.Push((at.Next, Math.Min(entry.Count + 1, at.Most)));
                    break;
                case Operation.Guard:
                    if (entry.Count >= at.Least && entry.Count <= at.Most) _entering.Push((at.Next, entry.Count));
                    break;
                case Operation.Mark:
                    if ((entry.Count >> at.Least & 1) == 0) _entering.Push((at.Next, entry.Count | 1 << at.Least));
                    break;
                case Operation.Marked:
                    if (marks >= at.Least && marks <= at.Most) _entering.Push((at.Next, entry.Count));
                    break;
                case Operation.Space:
                    _next.Add(new(entry.Instruction, -1, 0, 0, entry.Count));
                    _entering.Push((at.Next, entry.Count));
                    break;
                default:
                    _next.Add(new(entry.Instruction, -1, 0, 0, entry.Count));
                    break;
            }
        }
    }
}
