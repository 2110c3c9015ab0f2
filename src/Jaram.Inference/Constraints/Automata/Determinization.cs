// Makes a deterministic automaton of a nondeterministic one.
// Source: subset construction, Rabin and Scott, IBM J. Res. Dev. 3 (1959) 114-125.

using System.Runtime.InteropServices;

namespace Jaram.Inference.Constraints;

/// <summary>One run of the subset construction.</summary>
internal sealed class Determinization
{
    private const int MostStates = 20_000;

    private readonly Nfa _nfa;
    private readonly byte[] _classes = new byte[Nfa.Symbols]; // of symbols, not only of bytes
    private readonly int _classCount;
    private readonly Dictionary<StateSet, int> _names = [];
    private readonly List<StateSet> _sets = [];
    private readonly List<int[]> _next = [];
    private readonly List<int> _labels = [];

    private Determinization(Nfa nfa)
    {
        _nfa = nfa;
        var cuts = new bool[Nfa.Symbols + 1];
        cuts[0] = cuts['"'] = cuts['"' + 1] = cuts[Nfa.Open] = cuts[Nfa.Close] = true;
        for (var s = 0; s < nfa.Count; s++)
            foreach (var (first, last, _) in nfa.Edges(s)) cuts[first] = cuts[last + 1] = true;
        var count = -1;
        for (var symbol = 0; symbol < Nfa.Symbols; symbol++)
        {
            if (cuts[symbol]) count++;
            _classes[symbol] = (byte)Math.Min(count, 255);
        }
        _classCount = count + 1;
        if (_classCount > 256) // a class is a byte
            throw new SchemaException(nfa.Pointer, "uses more kinds of bytes than can be told apart; make it simpler");
    }

    /// <summary>Determinizes, from state 0.</summary>
    /// <exception cref="SchemaException">It takes too many steps or states.</exception>
    public static Dfa Of(Nfa nfa) => new Determinization(nfa).Run();

    private Dfa Run()
    {
        NameOf(new StateSet([0], false));
        for (var i = 0; i < _sets.Count; i++) Expand(i);
        return Dfa.Trimmed(_classes[..256], _classCount, _next, _labels);
    }

    private int NameOf(StateSet kernel)
    {
        if (_names.TryGetValue(kernel, out var name)) return name;
        if (_sets.Count == MostStates)
            throw new SchemaException(_nfa.Pointer, $"needs more than {MostStates:N0} states; make it simpler");
        _names.Add(kernel, _sets.Count);
        _sets.Add(kernel);
        _next.Add([]);
        _labels.Add(-1);
        return _sets.Count - 1;
    }

    private void Expand(int name)
    {
        var kernel = _sets[name];
        var closed = Closure(kernel, beforeClose: false);
        _labels[name] = _nfa.LabelOf(closed);
        var targets = new List<int>?[_classCount];
        foreach (var state in closed) Spread(state, targets, closing: false);
        foreach (var state in Closure(kernel, beforeClose: true)) Spread(state, targets, closing: true);

        var row = new int[_classCount];
        _next[name] = row;
        Array.Fill(row, -1);
        for (var c = 0; c < _classCount; c++)
        {
            if (targets[c] is not { } to) continue;
            // both quotes are the byte 0x22 in the end; no state reads two of the three
            var isQuote = c == _classes[Nfa.Open] || c == _classes[Nfa.Close];
            row[isQuote ? _classes['"'] : c] = NameOf(Kernel(to, c == _classes[Nfa.Open]));
        }
    }

    private void Spread(int state, List<int>?[] targets, bool closing)
    {
        foreach (var (first, last, to) in _nfa.Edges(state))
        {
            if (first == Nfa.Close != closing) continue;
            for (var c = _classes[first]; c <= _classes[last]; c++)
            {
                _nfa.Work.Spend(1, _nfa.Pointer);
                (targets[c] ??= []).Add(to);
            }
        }
    }

    private StateSet Kernel(List<int> states, bool afterOpen)
    {
        states.Sort();
        var kept = CollectionsMarshal.AsSpan(states);
        var count = 0;
        for (var i = 0; i < kept.Length; i++)
            if (i == 0 || kept[i] != kept[i - 1]) kept[count++] = kept[i];
        var kernel = new StateSet(kept[..count].ToArray(), afterOpen);
        return _nfa.Absorbing >= 0 && Closure(kernel, beforeClose: false).Contains(_nfa.Absorbing)
            ? new StateSet([_nfa.Absorbing], false)
            : kernel;
    }

    private HashSet<int> Closure(StateSet kernel, bool beforeClose)
    {
        var reached = new HashSet<int>(kernel.States);
        var stack = new Stack<int>(kernel.States);
        while (stack.TryPop(out var state))
        {
            _nfa.Work.Spend(1, _nfa.Pointer);
            foreach (var (when, to) in _nfa.Free(state))
            {
                var passes = when switch
                {
                    Nfa.Passage.AfterOpen => kernel.AfterOpen,
                    Nfa.Passage.BeforeClose => beforeClose,
                    _ => true,
                };
                if (passes && reached.Add(to)) stack.Push(to);
            }
        }
        return reached;
    }

    /// <summary>States in ascending order, with equality by value.</summary>
    private readonly record struct StateSet(int[] States, bool AfterOpen)
    {
        public bool Equals(StateSet other) => AfterOpen == other.AfterOpen && States.AsSpan().SequenceEqual(other.States);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var state in States) hash.Add(state);
            return hash.ToHashCode();
        }
    }
}
