using System.Buffers;
using System.Collections.Immutable;

namespace Jaram.Checkpoints;

/// <summary>What the manifest holds about one file: its length and its hashes, whole and per chunk of
/// 4 MiB, so that a flipped bit is found within 4 MiB.</summary>
public sealed record FileRecord(string Name, long ByteCount, Digest Sha256, ImmutableArray<Digest> Chunks)
{
    /// <summary>Bytes of a chunk; the last one may be shorter.</summary>
    public const int ChunkBytes = 4 << 20;

    /// <summary>Reads a file to its end.</summary>
    internal static FileRecord Of(string name, Stream file)
    {
        using var hash = new ChunkHash();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        while (file.Read(buffer) is var count and > 0) hash.Append(buffer.AsSpan(0, count));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash.Record(name);
    }

    /// <summary>Says where a file differs from this record.</summary>
    /// <exception cref="CheckpointException">It differs.</exception>
    internal void Check(FileRecord found, string path)
    {
        if (found.ByteCount != ByteCount)
            throw new CheckpointException($"{path} has {found.ByteCount} bytes, the manifest says {ByteCount}: "
                + $"the file was {(found.ByteCount < ByteCount ? "cut short" : "added to")}; use another version");
        for (var chunk = 0; chunk < Chunks.Length; chunk++)
        {
            if (found.Chunks[chunk] == Chunks[chunk]) continue;
            var (first, end) = ((long)chunk * ChunkBytes, Math.Min(ByteCount, (chunk + 1L) * ChunkBytes));
            throw new CheckpointException($"{path} is damaged in chunk {chunk} of {Chunks.Length}, bytes {first} to "
                + $"{end}: found {found.Chunks[chunk]}, the manifest says {Chunks[chunk]}; use another version");
        }
        if (found.Sha256 != Sha256 || found.Chunks.Length != Chunks.Length)
            throw new CheckpointException($"{path} has the hash {found.Sha256} in {found.Chunks.Length} chunks, the "
                + $"manifest says {Sha256} in {Chunks.Length}: the manifest contradicts itself; use another version");
    }
}
