// What coding asks of a vocabulary, whoever made it. Text is first spelled in the smallest tokens: bytes, or whole
// characters where the vocabulary has them and bytes where it has not (SentencePiece's byte fallback).

using System.Text;

namespace Jaram.Tokenizers;

/// <summary>Tokens by id, and which two of them make which. An id may stand for nothing. Immutable.</summary>
internal sealed class TokenTable
{
    /// <summary>Largest length of a token in bytes, and largest number of tokens.</summary>
    public const int LongestToken = 4096, MostTokens = 1 << 20;

    /// <summary>Largest length of all tokens together, in bytes: a few merges can ask for much memory.</summary>
    public const int MostBytes = 1 << 26;

    private readonly byte[][] _bytes;
    private readonly int[] _byteIds;
    private readonly Dictionary<int, int> _characters;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _wholes;

    /// <param name="bytes">What each id stands for; nothing where there is no token.</param>
    /// <param name="pairs">What is merged.</param>
    /// <param name="byteIds">The token of each of the 256 bytes; -1 for those that UTF-8 never has.</param>
    /// <param name="characters">The token of each code point that has one; none for a vocabulary over bytes.</param>
    /// <param name="wholes">Pieces that are a token as they stand, whatever merges would make of them.</param>
    public TokenTable(byte[][] bytes, PairTable pairs, int[] byteIds, Dictionary<int, int> characters,
        Dictionary<string, int> wholes)
    {
        (_bytes, Pairs, _byteIds, _characters) = (bytes, pairs, byteIds, characters);
        _wholes = wholes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>One more than the highest id.</summary>
    public int Count => _bytes.Length;

    /// <summary>Text is spelled in characters, as SentencePiece does, not in bytes.</summary>
    public bool HasCharacters => _characters.Count > 0;

    /// <summary>A piece that is a token needs no merges.</summary>
    public bool HasWholes => _wholes.Dictionary.Count > 0;

    /// <summary>What two neighbours make.</summary>
    public PairTable Pairs { get; }

    /// <summary>The bytes that a token stands for; a special token stands for its name.</summary>
    public ReadOnlySpan<byte> Bytes(int id) => _bytes[id];

    /// <summary>Finds the token that a whole piece is without any merging.</summary>
    public bool TryWhole(ReadOnlySpan<char> piece, out int id)
    {
        id = -1;
        return HasWholes && _wholes.TryGetValue(piece, out id);
    }

    /// <summary>Writes a piece in the smallest tokens.</summary>
    /// <param name="piece">Text; halves of surrogate pairs count as U+FFFD.</param>
    /// <param name="utf8">Room for the piece in UTF-8.</param>
    /// <param name="ids">Room for as many tokens.</param>
    /// <returns>How many tokens were written.</returns>
    public int Spell(ReadOnlySpan<char> piece, Span<byte> utf8, Span<int> ids)
    {
        var count = Encoding.UTF8.GetBytes(piece, utf8);
        if (_characters.Count > 0) return SpellCharacters(utf8[..count], ids);
        for (var i = 0; i < count; i++) ids[i] = _byteIds[utf8[i]];
        return count;
    }

    private int SpellCharacters(ReadOnlySpan<byte> utf8, Span<int> ids)
    {
        var count = 0;
        while (utf8.Length > 0)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            if (_characters.TryGetValue(rune.Value, out var id)) ids[count++] = id;
            else foreach (var value in utf8[..length]) ids[count++] = _byteIds[value];
            utf8 = utf8[length..];
        }
        return count;
    }
}
