// Makes a deterministic automaton of a nondeterministic one.
// Source: subset construction, Rabin and Scott, IBM J. Res. Dev. 3 (1959) 114-125.

using System.Runtime.InteropServices;

namespace Jaram.Inference.Constraints;

/// <summary>One run of the subset construction.</summary>
internal sealed class Determinization
{
    private readonly Nfa _nfa;
    private readonly byte[] _classes = new byte[Nfa.Symbols]; // of symbols, not only of bytes
    private readonly int _classCount;
    private readonly bool[] _leadsToAbsorbing;
    private readonly List<int> _closed = [];
    private readonly int[] _stamps;
    private readonly Dictionary<StateSet, int> _names = [];
    private readonly List<StateSet> _sets = [];
    private readonly List<int[]> _next = [];
    private readonly List<int> _labels = [];
    private int _stamp;

    private Determinization(Nfa nfa)
    {
        _nfa = nfa;
        _leadsToAbsorbing = new bool[nfa.Count];
        _stamps = new int[nfa.Count];
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
        MarkAbsorbing();
        NameOf(new StateSet([0], false));
        for (var i = 0; i < _sets.Count; i++) Expand(i);
        return Dfa.Trimmed(_classes[..256], _classCount, _next, _labels);
    }

    private int NameOf(StateSet kernel)
    {
        if (_names.TryGetValue(kernel, out var name)) return name;
        Dfa.Allow(_sets.Count + 1, _nfa.Pointer);
        _names.Add(kernel, _sets.Count);
        _sets.Add(kernel);
        _next.Add([]);
        _labels.Add(-1);
        return _sets.Count - 1;
    }

    private void Expand(int name)
    {
        var kernel = _sets[name];
        var targets = new List<int>?[_classCount];
        _nfa.Work.Spend(1 + _classCount / 4, _nfa.Pointer); // the rows of the table
        Close(kernel, Nfa.Passage.Always);
        _labels[name] = _nfa.LabelOf(_closed);
        foreach (var state in _closed) Spread(state, targets, closing: false);
        Close(kernel, Nfa.Passage.BeforeClose);
        foreach (var state in _closed) Spread(state, targets, closing: true);

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
            _nfa.Work.Spend(1 + _classes[last] - _classes[first], _nfa.Pointer);
            for (int c = _classes[first]; c <= _classes[last]; c++) (targets[c] ??= []).Add(to);
        }
    }

    private StateSet Kernel(List<int> states, bool afterOpen)
    {
        states.Sort();
        var kept = CollectionsMarshal.AsSpan(states);
        var count = 0;
        for (var i = 0; i < kept.Length; i++)
        {
            if (_leadsToAbsorbing[kept[i]]) return new StateSet([_nfa.Absorbing], false);
            if (i == 0 || kept[i] != kept[i - 1]) kept[count++] = kept[i];
        }
        return new StateSet(kept[..count].ToArray(), afterOpen);
    }

    /// <summary>Finds all states that are reached from a set without reading.</summary>
    /// <param name="kernel">The set.</param>
    /// <param name="when">What else than steps that are always free may be used.</param>
    private void Close(StateSet kernel, Nfa.Passage when)
    {
        _closed.Clear();
        _closed.AddRange(kernel.States);
        _stamp++;
        foreach (var state in kernel.States) _stamps[state] = _stamp;
        for (var i = 0; i < _closed.Count; i++)
        {
            foreach (var (passage, to) in _nfa.Free(_closed[i]))
            {
                if (passage != Nfa.Passage.Always && passage != when
                    && !(passage == Nfa.Passage.AfterOpen && kernel.AfterOpen) || _stamps[to] == _stamp) continue;
                _stamps[to] = _stamp;
                _closed.Add(to);
            }
        }
        _nfa.Work.Spend(_closed.Count, _nfa.Pointer);
    }

    /// <summary>Which states reach the absorbing one by steps that are always free.</summary>
    private void MarkAbsorbing()
    {
        if (_nfa.Absorbing < 0) return;
        for (var state = _nfa.Count - 1; state >= 0; state--)
        {
            Close(new StateSet([state], false), Nfa.Passage.Always);
            _leadsToAbsorbing[state] = _closed.Contains(_nfa.Absorbing);
        }
    }

    /// <summary>States in ascending order, with equality by value.</summary>
    private readonly record struct StateSet(int[] States, bool AfterOpen)
    {
        public bool Equals(StateSet other) =>
            AfterOpen == other.AfterOpen && ByContent<int>.One.Equals(States, other.States);

        public override int GetHashCode() => ByContent<int>.One.GetHashCode(States);
    }
}
