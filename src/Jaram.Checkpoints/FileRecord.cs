using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Jaram.Checkpoints;

/// <summary>What the manifest holds about one file: its length and its hashes, whole and per chunk of
/// 4 MiB, so that a flipped bit is found within 4 MiB.</summary>
public sealed record FileRecord(string Name, long ByteCount, Digest Sha256, ImmutableArray<Digest> Chunks)
{
    /// <summary>Bytes of a chunk; the last one may be shorter.</summary>
    public const int ChunkBytes = 4 << 20;

    /// <summary>Reads a file to its end and says where it differs from this record.</summary>
    /// <exception cref="CheckpointException">It differs.</exception>
    internal void Check(Stream file, string path)
    {
        if (file.Length != ByteCount)
            throw new CheckpointException($"{path} has {file.Length} bytes, the manifest says {ByteCount}: "
                + $"the file was {(file.Length < ByteCount ? "cut short" : "added to")}; use another version");
        if ((ByteCount + ChunkBytes - 1) / ChunkBytes is var due && due != Chunks.Length)
            throw new CheckpointException($"{path} has {ByteCount} bytes in {due} chunks, the manifest has hashes of "
                + $"{Chunks.Length}: it contradicts itself; use another version");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        for (var chunk = 0; chunk < Chunks.Length; chunk++)
        {
            var (first, end) = ((long)chunk * ChunkBytes, Math.Min(ByteCount, (chunk + 1L) * ChunkBytes));
            for (var at = first; at < end;)
            {
                var count = file.Read(buffer, 0, (int)Math.Min(buffer.Length, end - at));
                if (count == 0) throw new EndOfStreamException($"{path} ends after {at} bytes of {ByteCount}");
                hash.AppendData(buffer, 0, count);
                if (Chunks.Length > 1) whole.AppendData(buffer, 0, count);      // of one chunk it is the chunk's
                at += count;
            }
            if (new Digest(hash.GetHashAndReset()) is var found && found != Chunks[chunk])
                throw new CheckpointException($"{path} is damaged in chunk {chunk} of {Chunks.Length}, bytes {first} "
                    + $"to {end}: found {found}, the manifest says {Chunks[chunk]}; use another version");
        }
        ArrayPool<byte>.Shared.Return(buffer);
        if ((Chunks.Length == 1 ? Chunks[0] : new(whole.GetHashAndReset())) is var sha256 && sha256 != Sha256)
            throw new CheckpointException($"{path} has the hash {sha256}, the manifest says {Sha256} and the hashes of "
                + "its chunks: the manifest contradicts itself; use another version");
    }
}
