namespace Jaram.Checkpoints;

/// <summary>Hashes what passes on its way to a file: the hashes are of the bytes in memory, so that they can convict
/// the disk.</summary>
internal sealed class HashingStream(Stream file) : Stream
{
    private readonly ChunkHash _hash = new();

    /// <summary>Bytes asked for so far, those of a write that failed too.</summary>
    public override long Position { get => _hash.ByteCount; set => throw new NotSupportedException(); }

    public override long Length => Position;

    public override bool CanWrite => true;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    /// <summary>What was written.</summary>
    public FileRecord Record(string name) => _hash.Record(name);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0) // by the chunk, while it is in the processor's cache
        {
            var piece = buffer[..Math.Min(buffer.Length, 1 << 20)];
            _hash.Append(piece);
            file.Write(piece);
            buffer = buffer[piece.Length..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Nothing: the file has no buffer, and <see cref="Disk.Sync"/> is another matter.</summary>
    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }
}
