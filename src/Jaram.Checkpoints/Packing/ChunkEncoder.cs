// A run of numbers as entropy-coded tokens and plain bits. Four coders take turns, so that a processor has four
// independent chains to work on; they share one row of words.
// Source: interleaved rANS with 32-bit states and 16-bit words, Giesen, arXiv:1402.3392.
//
//   u32 words · 4 × u32 states · words × u16 · plain bits, low first, to the next byte
//   Number i is coded by coder i mod 4; coders run backwards, so that decoders run forwards.

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Jaram.Checkpoints.Packing;

/// <summary>Encodes chunks; one for each thread.</summary>
/// <param name="numbers">The most that a chunk will have, up to 32,768.</param>
internal sealed class ChunkEncoder(int numbers)
{
    /// <summary>Numbers in a chunk; the last of a tensor may have fewer.</summary>
    public const int MostNumbers = 1 << 15;

    /// <summary>The state that an encoder begins and a decoder must end with.</summary>
    public const uint Start = 1 << 16;

    public const int Coders = 4, HeadBytes = sizeof(uint) * (1 + Coders);

    private readonly byte[] _tokens = new byte[numbers];
    private readonly byte[] _words = new byte[numbers * sizeof(ushort)];
    private readonly byte[] _plain = new byte[numbers * sizeof(uint) + sizeof(ulong)];

    /// <summary>Where the caller puts the numbers.</summary>
    public uint[] Numbers { get; } = new uint[numbers];

    /// <summary>Where the caller puts which frequencies hold for each number.</summary>
    public byte[] Contexts { get; } = new byte[numbers];

    /// <summary>Counts the tokens of the numbers, 256 for each context.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a save is over before a second compilation
    public void Count(int count, TokenTable table, Span<int> counts)
    {
        table.Tokenize(Numbers.AsSpan(0, count), _tokens);
        for (var i = 0; i < count; i++) counts[Contexts[i] << 8 | _tokens[i]]++;
    }

    /// <summary>Encodes the numbers.</summary>
    /// <param name="count">How many.</param>
    /// <param name="table">What their tokens are.</param>
    /// <param name="shares">For each context and token, 256 a context, what <see cref="SharesOf"/> gives.</param>
    /// <param name="to">Takes the chunk.</param>
    public void Encode(int count, TokenTable table, ReadOnlySpan<uint> shares, ByteWriter to)
    {
        table.Tokenize(Numbers.AsSpan(0, count), _tokens);
        var plain = WritePlain(count, table);
        Span<uint> states = stackalloc uint[Coders];
        var at = WriteWords(count, shares, states);
        to.Word((_words.Length - at) / sizeof(ushort));
        foreach (var state in states) to.Word(state);
        to.Bytes(_words.AsSpan(at));
        to.Bytes(_plain.AsSpan(0, plain));
    }

    /// <summary>A table for <see cref="Encode"/>: each share in the high half, those before it in the low.</summary>
    public static uint[] SharesOf(IReadOnlyList<Frequencies> contexts)
    {
        var shares = new uint[contexts.Count * Frequencies.MostTokens];
        for (var context = 0; context < contexts.Count; context++)
        {
            var before = 0;
            for (var token = 0; token < Frequencies.MostTokens; token++)
            {
                var share = contexts[context][token];
                shares[context * Frequencies.MostTokens + token] = (uint)(share << 16 | before);
                before += share;
            }
        }
        return shares;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a save is over before a second compilation
    private int WritePlain(int count, TokenTable table)
    {
        var (floors, bits) = (table.Floor, table.Bits);
        var (held, holds, at) = (0UL, 0, 0);
        for (var i = 0; i < count; i++)
        {
            var token = _tokens[i];
            held |= (ulong)(Numbers[i] - floors[token]) << holds;
            holds += bits[token];
            BinaryPrimitives.WriteUInt64LittleEndian(_plain.AsSpan(at), held);
            var whole = holds >> 3;
            at += whole;
            held = whole == sizeof(ulong) ? 0 : held >> (whole << 3);
            holds &= 7;
        }
        return at + (holds > 0 ? 1 : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a save is over before a second compilation
    private int WriteWords(int count, ReadOnlySpan<uint> shares, Span<uint> states)
    {
        states.Fill(Start);
        var at = _words.Length;
        for (var i = count - 1; i >= 0; i--)
        {
            ref var state = ref states[i & (Coders - 1)];
            var both = shares[Contexts[i] << 8 | _tokens[i]];
            var (share, before) = (both >> 16, (ushort)both);
            if (state >= (ulong)share << (32 - Frequencies.Bits))
            {
                BinaryPrimitives.WriteUInt16LittleEndian(_words.AsSpan(at -= sizeof(ushort)), (ushort)state);
                state >>= 16;
            }
            var (times, rest) = Math.DivRem(state, share);
            state = (times << Frequencies.Bits) + rest + before;
        }
        return at;
    }
}
