// Chooses the form of an F32 tensor by what a sample of it would take, and writes it. The form is FloatCode's.
// Source: ours.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Jaram.Checkpoints.Packing;

/// <summary>Packs tensors; one for each thread.</summary>
/// <param name="numbers">The most that a chunk will have, see <see cref="TensorCode.LongestChunk"/>.</param>
internal sealed class FloatPacker(int numbers)
{
    /// <summary>Bits of a float that a preview has.</summary>
    private const int PreviewBits = 16;

    private const int SampleRuns = 8, RunLength = 256;

    /// <summary>What a preview may cost, as a share of the size.</summary>
    private const double PreviewCost = 0.01;

    private readonly ChunkEncoder _encoder = new(numbers);

    /// <summary>Packs the bit patterns of floats.</summary>
    /// <param name="after">What is to be stored.</param>
    /// <param name="before">As many of an earlier version that a reader will have; none: empty.</param>
    /// <param name="room">Takes it.</param>
    /// <returns>The smallest form by estimate; nothing if all would take as much as before.</returns>
    public Packed? Pack(ReadOnlySpan<uint> after, ReadOnlySpan<uint> before, PackRoom room)
    {
        var zeros = OrderedBits.ZerosBelow(after);
        var kept = Math.Max(0, PreviewBits - zeros);
        var values = ValueTable(after, zeros + kept);
        var best = new Form(zeros, kept, values, Contexts.One, Differs: false);
        var cost = Estimate(after, before, best);
        if (before.Length > 0)
        {
            var contexts = Contexts.Of(before);
            var near = best with { Contexts = contexts, Against = true };
            var step = near with { Table = TokenTable.OfDifferences, Differs = true };
            var whole = step with { Kept = 0 };
            Prefer(near, Estimate(after, before, near));
            Prefer(step, Estimate(after, before, step));
            if (kept > 0 && Estimate(after, before, whole) is var least && least < cost * (1 - PreviewCost))
                Prefer(whole, least);
        }
        if (cost >= after.Length * 32d) return null;
        var packed = Write(after, before, best, room);
        return packed.ByteCount < (long)after.Length * sizeof(uint) ? packed : null;

        void Prefer(Form form, double bits)
        {
            if (bits < cost) (best, cost) = (form, bits);
        }
    }

    /// <summary>Packs what are not floats, with the same room.</summary>
    public Packed? PackPlanes(ReadOnlySpan<byte> tensor, DType type, PackRoom room) =>
        PlaneCode.Pack(tensor, type, _encoder, room);

    /// <summary>Bits that a form would take.</summary>
    private double Estimate(ReadOnlySpan<uint> after, ReadOnlySpan<uint> before, Form form)
    {
        var counts = new int[form.Contexts.Count * Frequencies.MostTokens];
        var sampled = 0;
        var runs = after.Length <= SampleRuns * RunLength ? 1 : SampleRuns;
        var length = runs == 1 ? Math.Min(after.Length, ChunkEncoder.MostNumbers) : RunLength;
        for (var run = 0; run < runs; run++, sampled += length)
            Count(after, before, form, (int)((long)(after.Length - length) * run / runs), length, counts);
        var bits = 0d;
        for (var context = 0; context < form.Contexts.Count; context++)
            bits += Estimate(counts.AsSpan(context * Frequencies.MostTokens, Frequencies.MostTokens), form.Table);
        bits = (bits + (double)sampled * form.Kept) * after.Length / Math.Max(1, sampled);
        return bits + counts.Count(c => c > 0) * 10; // the table itself, about 10 bits a token
    }

    private static double Estimate(ReadOnlySpan<int> counts, TokenTable table)
    {
        var (sum, bits) = (0L, 0d);
        foreach (var count in counts) sum += count;
        for (var token = 0; token < counts.Length; token++)
            if (counts[token] > 0) bits += counts[token] * (Math.Log2((double)sum / counts[token]) + table.Bits[token]);
        return bits;
    }

    private Packed Write(ReadOnlySpan<uint> after, ReadOnlySpan<uint> before, Form form, PackRoom room)
    {
        var counts = new int[form.Contexts.Count * Frequencies.MostTokens];
        for (var from = 0; from < after.Length; from += ChunkEncoder.MostNumbers)
            Count(after, before, form, from, Math.Min(ChunkEncoder.MostNumbers, after.Length - from), counts);
        var frequencies = counts.Chunk(Frequencies.MostTokens).Select(c => Frequencies.Of(c)).ToList();
        var to = room.Main;
        to.Bytes([(byte)form.Zeros, (byte)form.Kept]);
        form.Table.Write(to);
        form.Contexts.Write(to);
        foreach (var each in frequencies) each.Write(to);
        var (shares, lengthAt) = (ChunkEncoder.SharesOf(frequencies), to.Written.Length);
        to.Room((int)TensorCode.ChunksOf(after.Length) * sizeof(uint));
        for (var from = 0; from < after.Length; from += ChunkEncoder.MostNumbers, lengthAt += sizeof(uint))
        {
            var (count, start) = (Math.Min(ChunkEncoder.MostNumbers, after.Length - from), to.Written.Length);
            Fill(after, before, form, from, count);
            _encoder.Encode(count, form.Table, shares, to);
            to.WordAt(lengthAt, to.Written.Length - start);
            if (form.Kept > 0)
                LowPlane.Write(after.Slice(from, count), form.Zeros, form.Kept,
                    room.Low.Room(LowPlane.ByteCount(count, form.Kept)));
        }
        return room.As(form.Coding);
    }

    private void Count(ReadOnlySpan<uint> after, ReadOnlySpan<uint> before, Form form, int from, int count,
        int[] counts)
    {
        Fill(after, before, form, from, count);
        _encoder.Count(count, form.Table, counts);
    }

    /// <summary>Gives the encoder its numbers and their contexts.</summary>
    private void Fill(ReadOnlySpan<uint> after, ReadOnlySpan<uint> before, Form form, int from, int count)
    {
        var dropped = form.Zeros + form.Kept;
        if (form.Contexts.Count == 1) _encoder.Contexts.AsSpan(0, count).Clear();
        else OrderedBits.Contexts(before.Slice(from, count), form.Contexts.ByExponent, _encoder.Contexts);
        if (form.Differs)
            OrderedBits.Differences(after.Slice(from, count), before.Slice(from, count), dropped, _encoder.Numbers);
        else OrderedBits.Values(after.Slice(from, count), dropped, _encoder.Numbers);
    }

    /// <summary>Tokens of exponent and two bits of mantissa, so placed that the largest number has the last token; what
    /// is below them all, zero above all, shares the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TokenTable ValueTable(ReadOnlySpan<uint> patterns, int dropped)
    {
        var shift = Math.Max(0, 32 - dropped - 8 - 2);
        var (least, most) = Bounds(patterns, dropped);
        var low = Math.Max(0, Math.Max((long)(Math.Min(least, most) >> shift) - 1, (most >> shift) - 255L));
        var below = (1UL << shift) * (ulong)(low + 1) > uint.MaxValue ? uint.MaxValue : (uint)((low + 1) << shift) - 1;
        var bits = Bits(patterns, dropped, below);
        return TokenTable.OfValues(shift, (uint)low, 32 - BitOperations.LeadingZeroCount(bits));
    }

    /// <summary>The least number above zero, positive or negative, and the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (uint Least, uint Most) Bounds(ReadOnlySpan<uint> patterns, int dropped)
    {
        var wide = OrderedBits.Wide(patterns);
        var (leasts, mosts) = (new Vector<uint>(uint.MaxValue), Vector<uint>.Zero);
        foreach (var vector in wide)
        {
            var number = OrderedBits.Value(vector, dropped);
            mosts = Vector.Max(mosts, number);
            leasts = Vector.Min(leasts, number | Vector.LessThan(number, new Vector<uint>(2)));
        }
        var (least, most) = (uint.MaxValue, 0u);
        for (var lane = 0; lane < Vector<uint>.Count; lane++)
            (least, most) = (Math.Min(least, leasts[lane]), Math.Max(most, mosts[lane]));
        foreach (var pattern in patterns[(wide.Length * Vector<uint>.Count)..])
        {
            var number = OrderedBits.Value(pattern, dropped);
            most = Math.Max(most, number);
            least = Math.Min(least, number < 2 ? uint.MaxValue : number);
        }
        return (least, most);
    }

    /// <summary>All bits that numbers up to <paramref name="most"/> have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Bits(ReadOnlySpan<uint> patterns, int dropped, uint most)
    {
        var wide = OrderedBits.Wide(patterns);
        var (any, found) = (Vector<uint>.Zero, 0u);
        foreach (var vector in wide)
        {
            var number = OrderedBits.Value(vector, dropped);
            any |= number & Vector.LessThanOrEqual(number, new Vector<uint>(most));
        }
        for (var lane = 0; lane < Vector<uint>.Count; lane++) found |= any[lane];
        foreach (var pattern in patterns[(wide.Length * Vector<uint>.Count)..])
            if (OrderedBits.Value(pattern, dropped) is var number && number <= most) found |= number;
        return found;
    }

    /// <summary>One way to store a tensor.</summary>
    private sealed record Form(int Zeros, int Kept, TokenTable Table, Contexts Contexts, bool Differs)
    {
        public bool Against { get; init; }

        public Coding Coding => !Against ? Coding.Alone
            : Zeros + Kept >= PreviewBits ? Coding.Against : Coding.AgainstWhole;
    }
}
