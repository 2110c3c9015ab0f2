// A tokenizer is its list of merges: the specials and the 256 bytes come first and are always the same, and the
// n-th merge makes the n-th token after them. Everything else follows, and is checked here once.
//
//   0-5 special tokens · 6-261 the bytes 0-255 · 262... one token a merge

using System.Text;

namespace Jaram.Tokenizers;

/// <summary>The tokens, and which two of them make which.</summary>
internal sealed class Vocabulary
{
    /// <summary>Ids of the first byte and of the first merged token.</summary>
    public const int FirstByte = 6, FirstMerge = FirstByte + 256;

    /// <summary>Largest length of a token in bytes, and largest number of tokens.</summary>
    public const int LongestToken = 4096, MostTokens = 1 << 20;

    /// <summary>Largest length of all tokens together, in bytes: a few merges can ask for much memory.</summary>
    private const int MostBytes = 1 << 26;

    private readonly byte[][] _bytes;

    /// <summary>Builds the tokens that the merges make.</summary>
    /// <exception cref="TokenizerException">A merge names what is not a token before it, or makes one that is too
    /// long or there already.</exception>
    public Vocabulary(IReadOnlyList<(int Left, int Right)> merges)
    {
        Count = FirstMerge + merges.Count;
        if (Count > MostTokens)
            throw new TokenizerException($"A vocabulary holds at most {MostTokens} tokens, found {Count}.");
        (Merges, Pairs, _bytes) = (merges, new PairTable(merges.Count), new byte[Count][]);
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
            if (_bytes[id].Length > LongestToken)
                throw Wrong(n, $"makes a token of {_bytes[id].Length} bytes, at most {LongestToken} are allowed");
            if ((total += _bytes[id].Length) > MostBytes)
                throw Wrong(n, $"brings all tokens to {total} bytes, at most {MostBytes} are allowed");
            if (!known.Add(Encoding.Latin1.GetString(_bytes[id])))
                throw Wrong(n, $"makes the token {ByteAlphabet.Text(_bytes[id])} a second time");
            Pairs.Add(left, right, id);
        }
    }

    /// <summary>Number of tokens, specials and bytes included.</summary>
    public int Count { get; }

    /// <summary>The pairs in the order in which they are merged.</summary>
    public IReadOnlyList<(int Left, int Right)> Merges { get; }

    /// <summary>Finds the token that two neighbours make.</summary>
    public PairTable Pairs { get; }

    /// <summary>The bytes that a token stands for; a special token stands for its name.</summary>
    public ReadOnlySpan<byte> Bytes(int id) => _bytes[id];

    private static void Check(int merge, int part, int id)
    {
        if (part < FirstByte || part >= id)
            throw Wrong(merge, $"names id {part}, a part has an id from {FirstByte} to {id - 1}");
    }

    private static TokenizerException Wrong(int merge, string what) => new($"Merge {merge} {what}.");
}
