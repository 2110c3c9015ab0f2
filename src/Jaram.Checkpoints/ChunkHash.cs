using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Jaram.Checkpoints;

/// <summary>Hashes a stream of bytes whole and per chunk, in one pass.</summary>
internal sealed class ChunkHash : IDisposable
{
    private readonly IncrementalHash _whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _chunk = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ImmutableArray<Digest>.Builder _chunks = ImmutableArray.CreateBuilder<Digest>();

    /// <summary>Bytes seen so far.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var room = FileRecord.ChunkBytes - (int)(ByteCount % FileRecord.ChunkBytes);
            var piece = bytes[..Math.Min(room, bytes.Length)];
            _whole.AppendData(piece);
            _chunk.AppendData(piece);
            ByteCount += piece.Length;
            if (piece.Length == room) _chunks.Add(new(_chunk.GetHashAndReset()));
            bytes = bytes[piece.Length..];
        }
    }

    /// <summary>Ends the file.</summary>
    public FileRecord Record(string name)
    {
        if (ByteCount % FileRecord.ChunkBytes != 0) _chunks.Add(new(_chunk.GetHashAndReset()));
        return new(name, ByteCount, new(_whole.GetHashAndReset()), _chunks.DrainToImmutable());
    }

    public void Dispose()
    {
        _whole.Dispose();
        _chunk.Dispose();
    }
}
