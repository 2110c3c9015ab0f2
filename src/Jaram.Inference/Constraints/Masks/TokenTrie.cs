// The tokens of a vocabulary as a tree of bytes, laid out so that a walk reads memory forwards.
// Source: the layout of a tree in the order of a walk with the way over each subtree is that of LLGuidance's toktrie.

namespace Jaram.Inference.Constraints;

/// <summary>A tree of bytes. Node 0 is its root; the children of a node follow it.</summary>
internal sealed class TokenTrie
{
    private readonly byte[] _bytes;
    private readonly int[] _over;
    private readonly int[] _tokens;
    private readonly int[] _sameAs;

    /// <param name="tokens">The bytes of each token; empty for one that is no text.</param>
    public TokenTrie(IReadOnlyList<byte[]> tokens)
    {
        var order = Enumerable.Range(0, tokens.Count).Where(id => tokens[id].Length > 0).ToArray();
        Array.Sort(order, (a, b) => tokens[a].AsSpan().SequenceCompareTo(tokens[b]) is var c && c != 0 ? c : a - b);
        _sameAs = new int[tokens.Count];
        Array.Fill(_sameAs, -1);
        List<byte> bytes = [0];
        List<int> over = [0], ends = [-1];
        var open = new List<int> { 0 }; // the nodes from the root to where the last token ends
        byte[] last = [];
        foreach (var id in order)
        {
            var token = tokens[id];
            var shared = last.AsSpan().CommonPrefixLength(token);
            while (open.Count > shared + 1)
            {
                over[open[^1]] = bytes.Count;
                open.RemoveAt(open.Count - 1);
            }
            foreach (var b in token.AsSpan(shared))
            {
                open.Add(bytes.Count);
                bytes.Add(b);
                over.Add(0);
                ends.Add(-1);
            }
            if (ends[open[^1]] >= 0) _sameAs[id] = ends[open[^1]];
            ends[open[^1]] = id;
            last = token;
        }
        foreach (var node in open) over[node] = bytes.Count;
        (_bytes, _over, _tokens) = ([.. bytes], [.. over], [.. ends]);
        MostBytes = tokens.Select(token => token.Length).DefaultIfEmpty(0).Max();
    }

    /// <summary>Bytes of the longest token.</summary>
    public int MostBytes { get; }

    /// <summary>The byte that leads to a node.</summary>
    public byte Byte(int node) => _bytes[node];

    /// <summary>The first node behind all that is below a node.</summary>
    public int Over(int node) => _over[node];

    /// <summary>A token that ends at a node, or -1. <see cref="SameAs"/> gives the next with the same bytes.</summary>
    public int Token(int node) => _tokens[node];

    /// <summary>Another token with the same bytes, or -1.</summary>
    public int SameAs(int token) => _sameAs[token];
}
