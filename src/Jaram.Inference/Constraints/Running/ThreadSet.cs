namespace Jaram.Inference.Constraints;

/// <summary>All threads that live after the same bytes within one object or list; made once for each set, so sets are
/// compared by reference.</summary>
/// <param name="threads">In ascending order, each once.</param>
internal sealed class ThreadSet(Thread[] threads)
{
    private Edge?[]? _edges;
    private Dictionary<Edge, ThreadSet>? _returns;
    private Dictionary<Frame, Frame>? _frames;

    public Thread[] Threads => threads;

    /// <summary>True if no document goes on from here.</summary>
    public bool IsEmpty => threads.Length == 0;

    /// <summary>What each byte leads to, as far as that is known.</summary>
    public Edge?[] Edges => _edges ??= new Edge?[256];

    /// <summary>What follows when an object or list that began here ends by an edge, as far as that is known.</summary>
    public Dictionary<Edge, ThreadSet> Returns => _returns ??= [];

    /// <summary>The one frame of an object or list that begins here inside another.</summary>
    /// <param name="outer">The frame around it.</param>
    /// <param name="isNew">True if it has not been asked for before.</param>
    public Frame Push(Frame outer, out bool isNew)
    {
        _frames ??= [];
        isNew = !_frames.TryGetValue(outer, out var known);
        var frame = known ?? new Frame(this, outer);
        if (isNew) _frames.Add(outer, frame);
        return frame;
    }
}

/// <summary>An object or list that is open: the threads that wait for its end, and what is open around it.</summary>
/// <param name="waiting">The threads.</param>
/// <param name="outer">The frame around it; itself for the outermost.</param>
internal sealed class Frame(ThreadSet waiting, Frame? outer)
{
    /// <summary>Nothing is open.</summary>
    public static Frame None { get; } = new(new([]), null);

    public ThreadSet Waiting => waiting;

    public Frame Outer => outer ?? this;

    /// <summary>How many are open, with it.</summary>
    public int Depth { get; } = outer is null ? 0 : outer.Depth + 1;
}

/// <summary>What a byte does to a set of threads.</summary>
internal abstract class Edge
{
    /// <summary>No thread reads it.</summary>
    internal sealed class Dead : Edge
    {
        public static Dead One { get; } = new();
    }

    /// <summary>It is read where one is.</summary>
    internal sealed class Within(ThreadSet to) : Edge
    {
        public ThreadSet To => to;
    }

    /// <summary>It begins an object or list.</summary>
    internal sealed class Begin(ThreadSet to) : Edge
    {
        public ThreadSet To => to;
    }

    /// <summary>It ends objects or lists: those that begin at these places.</summary>
    internal sealed class End(int[] starts) : Edge
    {
        public int[] Starts => starts;
    }
}
