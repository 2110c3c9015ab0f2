// Where the tokens of a vocabulary lead from one state of an automaton: which stay in it, and at which nodes of the
// tree the automaton's text ends and something else follows. It depends on nothing else, so it is found once.
// Source: the split into tokens that need no look at the rest of the state and those that do is XGrammar's,
// arXiv:2411.15100, section 3.1.

namespace Jaram.Inference.Constraints;

/// <summary>The tokens from one state.</summary>
internal sealed class Reach
{
    private readonly ulong[] _inside;
    private readonly Dictionary<int, ulong[]> _shorter = [];
    private readonly List<(int Token, int Length)> _tokens;

    private Reach(ulong[] inside, Exit[] exits, List<(int Token, int Length)> tokens) =>
        (_inside, Exits, _tokens) = (inside, exits, tokens);

    /// <summary>Where the text of the automaton ends.</summary>
    public Exit[] Exits { get; }

    /// <summary>Finds them.</summary>
    public static Reach Of(Dfa automaton, int state, TokenVocabulary vocabulary)
    {
        var isText = automaton == TextAutomaton.Dfa;
        var inside = new ulong[vocabulary.MaskWords];
        var exits = new List<Exit>();
        var tokens = new List<(int, int)>();
        var trie = vocabulary.Trie;
        var depth = 0; // of the node, with what stands at each depth above it
        var overs = new int[trie.MostBytes + 1];
        var states = new int[trie.MostBytes + 1];
        var lengths = new int[trie.MostBytes + 1];
        (overs[0], states[0]) = (trie.Over(0), state);
        for (var node = 1; node < overs[0];)
        {
            while (node >= overs[depth]) depth--;
            var to = automaton.Next(states[depth], trie.Byte(node));
            if (to < 0)
            {
                node = trie.Over(node);
                continue;
            }
            var length = lengths[depth];
            if (isText && states[depth] == TextAutomaton.Content && trie.Byte(node) != '"') length++;
            if (automaton.Label(to) >= 0) exits.Add(new(node, automaton.Label(to), length));
            if (automaton.IsLast(to))
            {
                node = trie.Over(node);
                continue;
            }
            for (var token = trie.Token(node); token >= 0; token = trie.SameAs(token))
            {
                inside[token / 64] |= 1UL << token;
                if (isText) tokens.Add((token, length));
            }
            depth++;
            (overs[depth], states[depth], lengths[depth]) = (trie.Over(node), to, length);
            node++;
        }
        return new(inside, [.. exits], tokens);
    }

    /// <summary>Adds the tokens that stay in the automaton.</summary>
    public void AddInside(Span<ulong> mask) => Or(mask, _inside);

    /// <summary>Adds those that have at most so many characters.</summary>
    public void AddInside(Span<ulong> mask, int mostLength)
    {
        ulong[]? shorter;
        lock (_shorter)
        {
            if (!_shorter.TryGetValue(mostLength, out shorter))
            {
                shorter = new ulong[_inside.Length];
                foreach (var (token, length) in _tokens)
                    if (length <= mostLength) shorter[token / 64] |= 1UL << token;
                _shorter.Add(mostLength, shorter);
            }
        }
        Or(mask, shorter);
    }

    private static void Or(Span<ulong> mask, ReadOnlySpan<ulong> more)
    {
        for (var i = 0; i < more.Length; i++) mask[i] |= more[i];
    }

    /// <summary>A node of the tree at which the automaton's text has ended.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="Label">What the text is.</param>
    /// <param name="Length">Characters of a free text read up to there.</param>
    internal readonly record struct Exit(int Node, int Label, int Length);
}
