namespace Jaram.Checkpoints.Packing;

/// <summary>The form of one tensor in a pack, as its index says.</summary>
internal enum Coding
{
    /// <summary>The bytes as they are.</summary>
    Plain,
    /// <summary>The upper 16 bits of floats whose lower 16 are all zero.</summary>
    Upper,
    /// <summary>Byte planes, entropy-coded.</summary>
    Planes,
    /// <summary>Floats by themselves.</summary>
    Alone,
    /// <summary>Floats, with the upper 16 bits of those of an earlier version known.</summary>
    Against,
    /// <summary>Floats, with every bit of those of an earlier version known.</summary>
    AgainstWhole,
    /// <summary>Nothing: the bytes are those of another tensor.</summary>
    Same,
}

/// <summary>A coded tensor: what a preview needs, and the bits below that. Both lie in the <see cref="PackRoom"/> that
/// it was coded in.</summary>
internal readonly record struct Packed(Coding Coding, ReadOnlyMemory<byte> Main, ReadOnlyMemory<byte> Low)
{
    public long ByteCount => Main.Length + Low.Length;
}

/// <summary>Where a tensor is coded: kept from version to version, as fresh memory costs more than coding.</summary>
internal sealed class PackRoom
{
    public ByteWriter Main { get; } = new();

    public ByteWriter Low { get; } = new();

    /// <summary>What was written, as coded so.</summary>
    public Packed As(Coding coding) => new(coding, Main.Memory, Low.Memory);

    public void Clear()
    {
        Main.Clear();
        Low.Clear();
    }
}

/// <summary>How exactly to decode.</summary>
internal enum Precision
{
    /// <summary>Every bit.</summary>
    Exact,
    /// <summary>The upper 16 bits of each float.</summary>
    Preview,
}

/// <summary>A coded tensor, its form read and checked, ready to decode by the chunk on many threads.</summary>
internal abstract class TensorCode
{
    /// <summary>Pieces that can be decoded by themselves.</summary>
    public abstract int Chunks { get; }

    /// <summary>Decodes a piece into its place.</summary>
    /// <param name="chunk">From 0 to <see cref="Chunks"/> - 1.</param>
    /// <param name="tensor">The whole tensor; holds the base of it before, if there is one.</param>
    /// <param name="precision">For a preview the lower 16 bits of each float are left zero.</param>
    /// <param name="room">This thread's.</param>
    /// <exception cref="CheckpointException">No packer can have written this.</exception>
    public abstract void Decode(int chunk, Span<byte> tensor, Precision precision, Room room);

    /// <summary>What a thread decodes with.</summary>
    /// <param name="numbers">The most that a chunk will have.</param>
    internal sealed class Room(int numbers)
    {
        public byte[] Contexts { get; } = new byte[numbers];

        public uint[] Numbers { get; } = new uint[numbers];

        /// <summary>A decoder's table, and whose it is.</summary>
        public uint[] Slots { get; set; } = [];

        public ChunkDecoder? SlotsOf { get; set; }
    }

    /// <summary>Reads the form of a coded tensor.</summary>
    /// <exception cref="CheckpointException">No packer can have written this.</exception>
    public static TensorCode Read(PackEntry entry, ReadOnlyMemory<byte> main, ReadOnlyMemory<byte> low,
        Precision precision) =>
        entry.Coding switch
        {
            Coding.Plain => new PlainCode(entry.Tensor, main),
            Coding.Upper => new UpperCode(entry.Tensor, main),
            Coding.Planes => new PlaneCode(entry.Tensor, main),
            Coding.Alone or Coding.Against or Coding.AgainstWhole => new FloatCode(entry, main, low, precision),
            _ => throw new CheckpointException($"nothing is coded as {entry.Coding}"),
        };

    /// <summary>Takes the table of contents of chunks: the length of each, a u32.</summary>
    protected static ReadOnlyMemory<byte>[] ReadChunks(ref ByteReader from, ReadOnlyMemory<byte> main, long numbers)
    {
        var count = ChunksOf(numbers);
        var lengths = new ByteReader(from.Take(count * sizeof(uint)));
        var chunks = new ReadOnlyMemory<byte>[count];
        var at = main.Length - from.Rest.Length;
        for (var i = 0; i < count; i++)
        {
            var length = from.Take(lengths.Word()).Length;
            chunks[i] = main.Slice(at, length);
            at += length;
        }
        return from.Rest.Length == 0
            ? chunks
            : throw new CheckpointException($"{from.Rest.Length} bytes follow its last chunk, none should");
    }

    /// <summary>Numbers of the longest chunk that any of these tensors has, whatever its form.</summary>
    public static int LongestChunk(IEnumerable<TensorEntry> tensors) =>
        (int)Math.Min(ChunkEncoder.MostNumbers, tensors.Select(t => t.ByteCount).DefaultIfEmpty().Max());

    /// <summary>Chunks of so many numbers.</summary>
    public static long ChunksOf(long numbers) => (numbers + ChunkEncoder.MostNumbers - 1) / ChunkEncoder.MostNumbers;

    /// <summary>Takes frequencies for each context.</summary>
    protected static ChunkDecoder ReadDecoder(ref ByteReader from, TokenTable table, int contexts)
    {
        var frequencies = new Frequencies[contexts];
        for (var i = 0; i < contexts; i++) frequencies[i] = Frequencies.Read(ref from);
        return new(table, frequencies);
    }

    private sealed class PlainCode : TensorCode
    {
        private readonly ReadOnlyMemory<byte> _bytes;

        public PlainCode(TensorEntry tensor, ReadOnlyMemory<byte> bytes) =>
            _bytes = bytes.Length == tensor.ByteCount
                ? bytes
                : throw new CheckpointException($"{bytes.Length} bytes are stored, {tensor.ByteCount} should be");

        public override int Chunks => 1;

        public override void Decode(int chunk, Span<byte> tensor, Precision precision, Room room) =>
            _bytes.Span.CopyTo(tensor);
    }
}
