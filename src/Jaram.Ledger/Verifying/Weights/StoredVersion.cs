using System.Runtime.InteropServices;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Weights;

/// <summary>Opens a recorded version; null if the store has none of that name. Throws
/// <see cref="CheckpointException"/> if it is there but cannot be read.</summary>
public delegate StoredVersion? OpenVersion(VersionMade version);

/// <summary>A version as it lies in the store, open for reading.</summary>
/// <param name="weights">All weights and buffers.</param>
public sealed class StoredVersion(StoredTensors weights) : IDisposable
{
    /// <summary>All weights and buffers.</summary>
    public StoredTensors Weights { get; } = weights;

    /// <summary>What the optimizer remembers; null where the store does not keep it.</summary>
    public StoredTensors? Optimizer { get; init; }

    /// <summary>SHA-256 of trainer.json; null where the store does not keep it.</summary>
    public Digest? State { get; init; }

    /// <summary>Called once when it is no longer read.</summary>
    public Action Close { get; init; } = () => { };

    /// <inheritdoc/>
    public void Dispose() => Close();
}

/// <summary>Some tensors and their bytes.</summary>
/// <param name="Entries">In any order.</param>
/// <param name="Bytes">Row-major, little-endian.</param>
public sealed record StoredTensors(IReadOnlyList<TensorEntry> Entries, TensorBytes Bytes)
{
    private readonly Dictionary<string, Digest> _digests = [];

    /// <summary>Digest of one tensor's bytes; hashed once.</summary>
    internal Digest DigestOf(TensorEntry entry)
    {
        if (!_digests.TryGetValue(entry.Name, out var digest))
            _digests.Add(entry.Name, digest = Checkpoints.Digest.Of(entry, Bytes));
        return digest;
    }

    /// <summary>Digest of them all.</summary>
    internal Digest Digest() => Checkpoints.Digest.OfDigests(Entries, DigestOf);

    /// <summary>Whether every byte of a tensor is 0.</summary>
    internal bool IsZero(TensorEntry entry)
    {
        for (var at = 0L; at < entry.ByteCount;)
        {
            var piece = Bytes(entry, at);
            if (piece.ContainsAnyExcept((byte)0)) return false;
            at += piece.Length;
        }
        return true;
    }

    /// <summary>Reads float32 numbers from a place on.</summary>
    internal void Read(TensorEntry entry, long from, Span<float> into)
    {
        var left = MemoryMarshal.AsBytes(into);
        for (var at = from * sizeof(float); left.Length > 0;)
        {
            var piece = Bytes(entry, at);
            var part = piece[..Math.Min(piece.Length, left.Length)];
            part.CopyTo(left);
            left = left[part.Length..];
            at += part.Length;
        }
    }
}
