// How tensors of other types than F32 are stored: first bytes, second bytes and so on, each plane with frequencies of
// its own. Types of less than a byte count as bytes.
// Source: byte grouping as in ZipNN, Hershcovitch et al., arXiv:2411.05239, section 3.
//
//   u8 planes: bytes of an element · frequencies for each plane · u32 length of each chunk · chunks

namespace Jaram.Checkpoints.Packing;

/// <summary>A tensor coded by byte planes.</summary>
internal sealed class PlaneCode : TensorCode
{
    private readonly int _bytes, _elements;
    private readonly ChunkDecoder _decoder;
    private readonly ReadOnlyMemory<byte>[] _chunks;

    /// <summary>Reads its form.</summary>
    /// <exception cref="CheckpointException">No packer can have written this.</exception>
    public PlaneCode(TensorEntry tensor, ReadOnlyMemory<byte> main)
    {
        var reader = new ByteReader(main.Span);
        var planes = reader.Byte();
        if (planes != Planes(tensor.DType))
            throw new CheckpointException($"it has {planes} planes, {tensor.DType} has {Planes(tensor.DType)}");
        (_bytes, _elements) = ((int)tensor.ByteCount, (int)(tensor.ByteCount / planes));
        _decoder = ReadDecoder(ref reader, TokenTable.OfBytes, planes);
        _chunks = ReadChunks(ref reader, main, _bytes);
    }

    public override int Chunks => _chunks.Length;

    /// <summary>Packs bytes, or gives nothing if they would take as much as before.</summary>
    public static Packed? Pack(ReadOnlySpan<byte> tensor, DType type, ChunkEncoder encoder, PackRoom room)
    {
        var (planes, chunks) = (Planes(type), (int)ChunksOf(tensor.Length));
        var counts = new int[planes * Frequencies.MostTokens];
        for (var chunk = 0; chunk < chunks; chunk++)
            encoder.Count(Gather(tensor, planes, chunk, encoder), TokenTable.OfBytes, counts);
        var to = room.Main;
        to.Byte(planes);
        var frequencies = counts.Chunk(Frequencies.MostTokens).Select(c => Frequencies.Of(c)).ToList();
        foreach (var each in frequencies) each.Write(to);
        var (shares, lengths) = (ChunkEncoder.SharesOf(frequencies), to.Written.Length);
        to.Room(chunks * sizeof(uint));
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var before = to.Written.Length;
            encoder.Encode(Gather(tensor, planes, chunk, encoder), TokenTable.OfBytes, shares, to);
            to.WordAt(lengths + chunk * sizeof(uint), to.Written.Length - before);
        }
        return to.Written.Length < tensor.Length ? room.As(Coding.Planes) : null;
    }

    public override void Decode(int chunk, Span<byte> tensor, Precision precision, Room room)
    {
        var from = chunk * ChunkEncoder.MostNumbers;
        var count = Math.Min(ChunkEncoder.MostNumbers, _bytes - from);
        var contexts = room.Contexts.AsSpan(0, count);
        var numbers = room.Numbers.AsSpan(0, count);
        for (var i = 0; i < count; i++) contexts[i] = (byte)((from + i) / _elements);
        _decoder.Decode(_chunks[chunk].Span, room, count);
        var planes = _bytes / _elements;
        for (var i = 0; i < count; i++)
            tensor[(from + i) % _elements * planes + contexts[i]] = (byte)numbers[i];
    }

    private static int Planes(DType type) => Math.Max(1, type.Bits / 8);

    private static int Gather(ReadOnlySpan<byte> tensor, int planes, int chunk, ChunkEncoder to)
    {
        var (from, elements) = (chunk * ChunkEncoder.MostNumbers, tensor.Length / planes);
        var count = Math.Min(ChunkEncoder.MostNumbers, tensor.Length - from);
        for (var i = 0; i < count; i++)
        {
            var plane = (from + i) / elements;
            to.Contexts[i] = (byte)plane;
            to.Numbers[i] = tensor[(from + i) % elements * planes + plane];
        }
        return count;
    }
}
