// Finds which tokens may come next. A token may if any thread can read its bytes, so the masks of threads are added up:
// inside a value most of a mask is known beforehand (Reach); the rest is a walk through the tree of tokens and the sets
// of threads together.

namespace Jaram.Inference.Constraints;

/// <summary>Builds masks. Not safe for several threads at once.</summary>
/// <param name="machine">The program's machine.</param>
/// <param name="vocabulary">The tokens.</param>
internal sealed class MaskBuilder(Machine machine, TokenVocabulary vocabulary)
{
    private const int MostReaches = 512;

    private readonly Dictionary<(Dfa, int), Reach> _reaches = [];
    private readonly List<Thread> _outside = [];
    private readonly Dictionary<int, ThreadSet> _behind = [];

    /// <summary>Sets the bits of the tokens that may come next; clears all others. End tokens are not looked at.
    /// </summary>
    public void Fill(Position position, Span<ulong> mask)
    {
        mask.Clear();
        _outside.Clear();
        foreach (var thread in position.Set.Threads)
        {
            if (thread.IsInside) AddInside(thread, position.Frame, mask);
            else _outside.Add(thread);
        }
        if (_outside.Count > 0) Walk(0, machine.Known([.. _outside]), position.Frame, mask);
    }

    private void AddInside(Thread thread, Frame frame, Span<ulong> mask)
    {
        var at = machine.Program[thread.At];
        var isText = thread.Scalar >= at.Scalars.Length;
        var reach = isText ? vocabulary.Text(thread.State) : ReachOf(at.Scalars[thread.Scalar], thread.State);
        var (least, most) = isText ? at.Texts[thread.Scalar - at.Scalars.Length] : (0, int.MaxValue);
        if (most - thread.Length >= vocabulary.Trie.MostBytes) reach.AddInside(mask);
        else reach.AddInside(mask, most - thread.Length);

        _behind.Clear();
        foreach (var exit in reach.Exits)
        {
            if (thread.Length + exit.Length < least || exit.Length > most - thread.Length) continue;
            if (!_behind.TryGetValue(exit.Label, out var behind))
                _behind.Add(exit.Label, behind = machine.After(Machine.Behind(at, exit.Label), thread.Count));
            if (behind.IsEmpty) continue;
            Add(exit.Node, mask);
            Walk(exit.Node, behind, frame, mask);
        }
    }

    private Reach ReachOf(Dfa automaton, int state)
    {
        if (_reaches.TryGetValue((automaton, state), out var known)) return known;
        if (_reaches.Count == MostReaches) _reaches.Clear();
        var found = Reach.Of(automaton, state, vocabulary);
        _reaches.Add((automaton, state), found);
        return found;
    }

    /// <summary>Adds the tokens below a node of the tree that a position can read on from there.</summary>
    private void Walk(int node, ThreadSet set, Frame frame, Span<ulong> mask)
    {
        var trie = vocabulary.Trie;
        for (int child = node + 1, end = trie.Over(node); child < end; child = trie.Over(child))
        {
            if (machine.EdgeOf(set, trie.Byte(child)) is Edge.Dead) continue;
            var to = machine.Step(new(set, frame), trie.Byte(child));
            if (to.Set.IsEmpty) continue;
            Add(child, mask);
            Walk(child, to.Set, to.Frame, mask);
        }
    }

    private void Add(int node, Span<ulong> mask)
    {
        for (var token = vocabulary.Trie.Token(node); token >= 0; token = vocabulary.Trie.SameAs(token))
            mask[token / 64] |= 1UL << token;
    }
}
