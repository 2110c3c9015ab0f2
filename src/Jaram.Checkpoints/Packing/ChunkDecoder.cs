// Source: interleaved rANS with 32-bit states and 16-bit words, Giesen, arXiv:1402.3392. The form is ChunkEncoder's.

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Jaram.Checkpoints.Packing;

/// <summary>Decodes chunks of one tensor, from hostile bytes. Many threads may share it.</summary>
/// <param name="table">What the tokens are.</param>
/// <param name="contexts">Their frequencies, for each context.</param>
internal sealed class ChunkDecoder(TokenTable table, IReadOnlyList<Frequencies> contexts)
{
    private const int ContextShift = Frequencies.Bits, ShareShift = 8, RankShift = 20;
    private const uint Mask = Frequencies.Total - 1;

    /// <summary>Decodes numbers.</summary>
    /// <param name="chunk">What <see cref="ChunkEncoder.Encode"/> wrote, exactly.</param>
    /// <param name="room">Holds which frequencies are for each number, and takes the numbers.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="CheckpointException">An encoder cannot have written this.</exception>
    public void Decode(ReadOnlySpan<byte> chunk, TensorCode.Room room, int count)
    {
        var reader = new ByteReader(chunk);
        var wordCount = reader.Word();
        Span<uint> states = stackalloc uint[ChunkEncoder.Coders];
        foreach (ref var state in states) state = reader.Word();
        var words = reader.Take(2L * wordCount);
        var plain = reader.Rest;
        var (wordsRead, bitsRead) = Decode(states, SlotsIn(room), words, plain,
            room.Contexts.AsSpan(0, count), room.Numbers.AsSpan(0, count));
        if (wordsRead != words.Length || (bitsRead + 7) / 8 != plain.Length
            || states.IndexOfAnyExcept(ChunkEncoder.Start) >= 0)
            throw new CheckpointException($"a chunk of {count} numbers takes {wordsRead} of {words.Length} "
                + $"bytes of words and {bitsRead} bits of {plain.Length} plain bytes, and does not end as it must");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a restore is over before a second compilation
    private (int Words, long Bits) Decode(Span<uint> states, ReadOnlySpan<uint> slots, ReadOnlySpan<byte> words,
        ReadOnlySpan<byte> plain, ReadOnlySpan<byte> contexts, Span<uint> numbers)
    {
        ReadOnlySpan<uint> floors = table.Floor;
        ReadOnlySpan<byte> lengths = table.Bits;
        var (a, b, c, d) = (states[0], states[1], states[2], states[3]);
        var (word, bit, i) = (0, 0L, 0);
        for (; i + 4 <= numbers.Length; i += 4)
        {
            var t0 = Next(ref a, slots, contexts[i], words, ref word);
            var t1 = Next(ref b, slots, contexts[i + 1], words, ref word);
            var t2 = Next(ref c, slots, contexts[i + 2], words, ref word);
            var t3 = Next(ref d, slots, contexts[i + 3], words, ref word);
            numbers[i] = floors[t0] + Plain(plain, ref bit, lengths[t0]);
            numbers[i + 1] = floors[t1] + Plain(plain, ref bit, lengths[t1]);
            numbers[i + 2] = floors[t2] + Plain(plain, ref bit, lengths[t2]);
            numbers[i + 3] = floors[t3] + Plain(plain, ref bit, lengths[t3]);
        }
        (states[0], states[1], states[2], states[3]) = (a, b, c, d);
        for (; i < numbers.Length; i++)
        {
            var token = Next(ref states[i & 3], slots, contexts[i], words, ref word);
            numbers[i] = floors[token] + Plain(plain, ref bit, lengths[token]);
        }
        return (word, bit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref uint state, ReadOnlySpan<uint> slots, byte context, ReadOnlySpan<byte> words,
        ref int word)
    {
        var slot = slots[(int)(state & Mask) | context << ContextShift];
        state = ((slot >> ShareShift & Mask) + 1) * (state >> Frequencies.Bits) + (slot >> RankShift);
        if (state >= ChunkEncoder.Start) return (byte)slot;
        if (word + sizeof(ushort) > words.Length)
            throw new CheckpointException($"a chunk has {words.Length / 2} words, more are due");
        state = state << 16 | BinaryPrimitives.ReadUInt16LittleEndian(words[word..]);
        word += sizeof(ushort);
        return (byte)slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Plain(ReadOnlySpan<byte> plain, ref long bit, byte length)
    {
        var at = (int)(bit >> 3);
        var window = at + sizeof(ulong) <= plain.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(plain[at..])
            : Tail(plain, at);
        var found = (uint)((window >> (int)(bit & 7)) & ((1UL << length) - 1));
        bit += length;
        return found;
    }

    /// <summary>The last bytes, zeros after them: asking for bits beyond shows in the count of bits.</summary>
    private static ulong Tail(ReadOnlySpan<byte> plain, int at)
    {
        var window = 0UL;
        for (var i = at; i < plain.Length; i++) window |= (ulong)plain[i] << ((i - at) * 8);
        return window;
    }

    /// <summary>The table of this tensor, made anew where the thread last worked on another: kept for each tensor, the
    /// tables of a model would be larger than the model.</summary>
    private ReadOnlySpan<uint> SlotsIn(TensorCode.Room room)
    {
        var length = contexts.Count << ContextShift;
        if (room.SlotsOf == this) return room.Slots.AsSpan(0, length);
        if (room.Slots.Length < length) room.Slots = new uint[length];
        for (var context = 0; context < contexts.Count; context++)
            Fill(room.Slots.AsSpan(context << ContextShift, Frequencies.Total), contexts[context]);
        room.SlotsOf = this;
        return room.Slots.AsSpan(0, length);
    }

    /// <summary>For each 2048th: token, frequency less 1, rank among the 2048ths of that token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(Span<uint> slots, Frequencies frequencies)
    {
        var at = 0;
        slots.Clear();
        for (var token = 0; token < Frequencies.MostTokens; token++)
            for (var (share, rank) = (frequencies[token], 0); rank < share; rank++)
                slots[at++] = (uint)(token | (share - 1) << ShareShift | rank << RankShift);
    }
}
