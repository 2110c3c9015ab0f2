namespace Jaram.Checkpoints.Packing;

/// <summary>Groups of exponents of the base: a small weight moves by more of its own last places than a large one, so
/// each group has its own frequencies.</summary>
internal sealed class Contexts
{
    /// <summary>Numbers that a group should have at least, to be worth a table.</summary>
    private const int Least = 4096;

    private const int Most = 12, Exponents = 256;

    private readonly byte[] _bounds;

    private Contexts(byte[] bounds)
    {
        _bounds = bounds;
        for (var exponent = 0; exponent < Exponents; exponent++)
            ByExponent[exponent] = (byte)bounds.TakeWhile(bound => exponent < bound).Count();
    }

    /// <summary>One group of all.</summary>
    public static Contexts One { get; } = new([]);

    public int Count => _bounds.Length + 1;

    /// <summary>The group of each exponent, 0 for the largest.</summary>
    public byte[] ByExponent { get; } = new byte[Exponents];

    /// <summary>Groups of about equal size, large exponents first.</summary>
    public static Contexts Of(ReadOnlySpan<uint> bases)
    {
        if (bases.Length < 2 * Least) return One;
        Span<int> counts = stackalloc int[Exponents];
        foreach (var pattern in bases) counts[(byte)(pattern >> OrderedBits.MantissaBits)]++;
        var (enough, bounds, size, left) = (Math.Max(Least, bases.Length / Most), new List<byte>(), 0, bases.Length);
        for (var exponent = Exponents - 1; exponent > 0 && left - size >= enough; exponent--)
        {
            size += counts[exponent];
            if (size < enough || left - size < enough) continue;
            bounds.Add((byte)exponent);
            (left, size) = (left - size, 0);
        }
        return new([.. bounds]);
    }

    /// <summary>Takes groups off the front of hostile bytes.</summary>
    /// <exception cref="CheckpointException">They are too many, or out of order.</exception>
    public static Contexts Read(ref ByteReader from)
    {
        var bounds = from.Take(from.Byte()).ToArray();
        for (var i = 0; i < bounds.Length; i++)
            if (i >= Most || (i > 0 && bounds[i] >= bounds[i - 1]))
                throw new CheckpointException($"{bounds.Length + 1} groups of exponents, number {i} from {bounds[i]} "
                    + $"up, do not descend or are more than {Most}");
        return new(bounds);
    }

    /// <summary>Writes what <see cref="Read"/> takes: u8 how many bounds, then each, descending.</summary>
    public void Write(ByteWriter to)
    {
        to.Byte(_bounds.Length);
        to.Bytes(_bounds);
    }
}
