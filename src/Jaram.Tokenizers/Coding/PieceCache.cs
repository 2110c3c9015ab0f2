// Most pieces of a text have been seen before. Each has one place, given by its hash, and the last comer keeps it.
// An entry never changes after it is made and the runtime publishes a reference after what it refers to, so threads
// share the table without a lock; at worst a piece is worked out twice, to the same tokens.
//
// An entry is one array:  length of the piece in characters · its characters, two a number · its tokens

using System.Runtime.InteropServices;

namespace Jaram.Tokenizers;

/// <summary>Remembers the tokens of pieces, up to a fixed number of them.</summary>
internal sealed class PieceCache
{
    private const int Bits = 16;
    private readonly int[]?[] _entries = new int[1 << Bits][];

    /// <summary>The tokens of a piece if they are remembered, else none; and the place to keep them.</summary>
    public ReadOnlySpan<int> Find(ReadOnlySpan<char> piece, out int slot)
    {
        slot = Slot(piece);
        var length = piece.Length;
        return _entries[slot] is { } entry && entry[0] == length && Letters(entry, length).SequenceEqual(piece)
            ? entry.AsSpan(TokensAt(length))
            : [];
    }

    /// <summary>Remembers the tokens of a piece at its place.</summary>
    public void Keep(int slot, ReadOnlySpan<char> piece, ReadOnlySpan<int> tokens)
    {
        var entry = new int[TokensAt(piece.Length) + tokens.Length];
        entry[0] = piece.Length;
        piece.CopyTo(Letters(entry, piece.Length));
        tokens.CopyTo(entry.AsSpan(TokensAt(piece.Length)));
        _entries[slot] = entry;
    }

    private static int TokensAt(int letters) => 1 + (letters + 1) / 2;

    private static Span<char> Letters(int[] entry, int count) =>
        MemoryMarshal.Cast<int, char>(entry.AsSpan(1))[..count];

    private static int Slot(ReadOnlySpan<char> piece)
    {
        const ulong golden = 0x9E3779B97F4A7C15;
        var hash = (ulong)piece.Length;
        var quads = MemoryMarshal.Cast<char, ulong>(piece);
        foreach (var quad in quads) hash = Mix(hash ^ quad);
        foreach (var unit in piece[(quads.Length * 4)..]) hash = (hash ^ unit) * golden;
        return (int)(Mix(hash) >> (64 - Bits));

        static ulong Mix(ulong x) => (x ^ x >> 32) * golden;
    }
}
