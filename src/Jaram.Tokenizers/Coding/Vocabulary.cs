// A tokenizer of our own is its list of merges: the specials and the 256 bytes come first and are always the same, and
// the n-th merge makes the n-th token after them. Everything else follows, and is checked here once.
//
//   0-5 special tokens · 6-261 the bytes 0-255 · 262... one token a merge

using System.Text;

namespace Jaram.Tokenizers;

/// <summary>The tokens of a tokenizer that Jaram has trained.</summary>
internal sealed class Vocabulary
{
    /// <summary>Ids of the first byte and of the first merged token.</summary>
    public const int FirstByte = 6, FirstMerge = FirstByte + 256;

    private readonly byte[][] _bytes;

    /// <summary>Builds the tokens that the merges make.</summary>
    /// <exception cref="TokenizerException">A merge names what is not a token before it, or makes one that is too
    /// long or there already.</exception>
    public Vocabulary(IReadOnlyList<(int Left, int Right)> merges)
    {
        Count = FirstMerge + merges.Count;
        if (Count > TokenTable.MostTokens)
            throw new TokenizerException(
                $"A vocabulary holds at most {TokenTable.MostTokens} tokens, found {Count}.");
        (Merges, _bytes) = (merges, new byte[Count][]);
        var pairs = new PairTable(merges.Count);
        for (var id = 0; id < FirstByte; id++) _bytes[id] = Encoding.ASCII.GetBytes(SpecialTokens.Names[id]);
        for (var value = 0; value < 256; value++) _bytes[FirstByte + value] = [(byte)value];

        var known = new HashSet<string>();
        var total = 0;
        foreach (var (n, (left, right)) in merges.Index())
        {
            var id = FirstMerge + n;
            Check(n, left, id);
            Check(n, right, id);
            _bytes[id] = [.. _bytes[left], .. _bytes[right]];
            if (_bytes[id].Length > TokenTable.LongestToken)
                throw Wrong(n,
                    $"makes a token of {_bytes[id].Length} bytes, at most {TokenTable.LongestToken} are allowed");
            if ((total += _bytes[id].Length) > TokenTable.MostBytes)
                throw Wrong(n, $"brings all tokens to {total} bytes, at most {TokenTable.MostBytes} are allowed");
            if (!known.Add(Encoding.Latin1.GetString(_bytes[id])))
                throw Wrong(n, $"makes the token {ByteAlphabet.Text(_bytes[id])} a second time");
            pairs.Add(left, right, n, id);
        }
        Table = new TokenTable(_bytes, pairs, [.. Enumerable.Range(FirstByte, 256)], [], []);
    }

    /// <summary>Number of tokens, specials and bytes included.</summary>
    public int Count { get; }

    /// <summary>The pairs in the order in which they are merged.</summary>
    public IReadOnlyList<(int Left, int Right)> Merges { get; }

    /// <summary>The same tokens as text is encoded with them.</summary>
    public TokenTable Table { get; }

    /// <summary>The bytes that a token stands for; a special token stands for its name.</summary>
    public ReadOnlySpan<byte> Bytes(int id) => _bytes[id];

    private static void Check(int merge, int part, int id)
    {
        if (part < FirstByte || part >= id)
            throw Wrong(merge, $"names id {part}, a part has an id from {FirstByte} to {id - 1}");
    }

    private static TokenizerException Wrong(int merge, string what) => new($"Merge {merge} {what}.");
}
