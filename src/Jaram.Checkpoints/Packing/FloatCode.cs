// How F32 tensors are stored. The upper 16 bits come first, so that a bfloat16 preview reads no more than these; where
// steps are so small that this would cost more than a percent, the number is coded whole and a preview decodes it all.
// Source: ours; the parts are named in OrderedBits, TokenTable and ChunkEncoder.
//
//   u8 zeros: low bits that are zero throughout · u8 low: bits above these that are kept apart
//   tokens (TokenTable) · contexts (Contexts) · frequencies for each context (Frequencies)
//   u32 length of each chunk · chunks, of 32,768 numbers each
//   and apart: the low bits, those of each chunk to its next byte

using System.Runtime.InteropServices;

namespace Jaram.Checkpoints.Packing;

/// <summary>A coded F32 tensor.</summary>
internal sealed class FloatCode : TensorCode
{
    private readonly int _numbers, _zeros, _lowBits;
    private readonly bool _differs;
    private readonly Contexts _contexts;
    private readonly ChunkDecoder _decoder;
    private readonly ReadOnlyMemory<byte>[] _chunks;
    private readonly ReadOnlyMemory<byte> _low;

    /// <summary>Reads its form.</summary>
    /// <exception cref="CheckpointException">No packer can have written this.</exception>
    public FloatCode(PackEntry entry, ReadOnlyMemory<byte> main, ReadOnlyMemory<byte> low,
        Precision precision)
    {
        if (entry.Tensor.DType != DType.F32)
            throw new CheckpointException($"only F32 is coded as floats, not {entry.Tensor.DType}");
        _numbers = (int)(entry.Tensor.ByteCount / sizeof(uint));
        var against = entry.Coding is Coding.Against or Coding.AgainstWhole;
        var reader = new ByteReader(main.Span);
        (_zeros, _lowBits) = (reader.Byte(), reader.Byte());
        if (_zeros > 31 || _lowBits > 16 || _zeros + _lowBits > 31)
            throw new CheckpointException($"{_zeros} low bits are zero and {_lowBits} kept apart, a float has 32");
        var table = TokenTable.Read(ref reader);
        _differs = table == TokenTable.OfDifferences;
        _contexts = Contexts.Read(ref reader);
        if (!against && (_differs || _contexts.Count > 1))
            throw new CheckpointException("it is coded by differences from a base, but names none");
        if (against && entry.Coding == Coding.Against != _zeros + _lowBits >= 16)
            throw new CheckpointException($"it is coded as {entry.Coding}, without {_zeros + _lowBits} bits");
        _decoder = ReadDecoder(ref reader, table, _contexts.Count);
        _chunks = ReadChunks(ref reader, main, _numbers);
        _low = low;
        if (precision == Precision.Exact && low.Length != LowBytesBefore(_numbers, _lowBits))
            throw new CheckpointException($"its low bits take {low.Length} bytes, "
                + $"{LowBytesBefore(_numbers, _lowBits)} should be");
    }

    public override int Chunks => _chunks.Length;

    /// <summary>Bytes of low bits of the chunks before a number.</summary>
    public static long LowBytesBefore(long number, int bits)
    {
        var whole = number / ChunkEncoder.MostNumbers;
        return whole * LowPlane.ByteCount(ChunkEncoder.MostNumbers, bits)
            + LowPlane.ByteCount((int)(number % ChunkEncoder.MostNumbers), bits);
    }

    public override void Decode(int chunk, Span<byte> tensor, Precision precision, Room room)
    {
        var from = chunk * ChunkEncoder.MostNumbers;
        var count = Math.Min(ChunkEncoder.MostNumbers, _numbers - from);
        var patterns = MemoryMarshal.Cast<byte, uint>(tensor).Slice(from, count);
        var contexts = room.Contexts.AsSpan(0, count);
        var numbers = room.Numbers.AsSpan(0, count);
        if (_contexts.Count > 1) OrderedBits.Contexts(patterns, _contexts.ByExponent, contexts);
        else contexts.Clear();
        _decoder.Decode(_chunks[chunk].Span, room, count);
        if (_differs) OrderedBits.Step(numbers, _zeros + _lowBits, patterns);
        else OrderedBits.Patterns(numbers, _zeros + _lowBits, patterns);
        if (precision == Precision.Exact && _lowBits > 0)
            LowPlane.Read(_low.Span[(int)LowBytesBefore(from, _lowBits)..], _zeros, _lowBits, patterns);
    }
}
