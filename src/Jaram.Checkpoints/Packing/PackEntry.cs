namespace Jaram.Checkpoints.Packing;

/// <summary>A tensor of an earlier version, or of the same one, in the same kind of pack.</summary>
/// <param name="Step">The version.</param>
/// <param name="Name">The tensor's name there.</param>
/// <param name="Digest">SHA-256 of its bytes.</param>
public sealed record PackOrigin(long Step, string Name, Digest Digest);

/// <summary>What the index of a pack says of one tensor.</summary>
public sealed record PackEntry
{
    internal PackEntry(TensorEntry tensor, Digest digest) => (Tensor, Digest) = (tensor, digest);

    /// <summary>Name, type and shape.</summary>
    public TensorEntry Tensor { get; }

    /// <summary>SHA-256 of its bytes as they were before packing.</summary>
    public Digest Digest { get; }

    /// <summary>The tensor that must be restored first, or that has the same bytes; none: null.</summary>
    public PackOrigin? Origin { get; internal init; }

    /// <summary>How many tensors must be restored before this one.</summary>
    public int Depth { get; internal init; }

    /// <summary>Bytes that it takes in the pack.</summary>
    public long StoredBytes => MainBytes + LowBytes;

    /// <summary>Bytes that a preview of it reads, here and without its origin.</summary>
    public long MainBytes { get; internal init; }

    internal long LowBytes { get; init; }

    /// <summary>Bytes that are read for it.</summary>
    internal long BytesFor(Precision precision) => precision == Precision.Preview ? MainBytes : StoredBytes;

    internal Coding Coding { get; init; }

    /// <summary>The first 8 bytes of SHA-256 of either part: they tell which file is damaged, while
    /// <see cref="Digest"/> proves that nothing is.</summary>
    internal (ulong Main, ulong Low) Checks { get; init; }
}
