using System.Security.Cryptography;

namespace Jaram.Training.Data;

/// <summary>Writes ids one after another into files of equal size, hashing as it goes.</summary>
internal sealed class ShardStream(string folder, int tokenBytes, long tokensPerShard) : IDisposable
{
    private readonly List<ShardFile> _done = [];
    private readonly byte[] _buffer = new byte[1 << 16];
    private FileStream? _file;
    private IncrementalHash? _hash;
    private int _buffered;
    private long _room;       // ids that still fit into the file

    public static string NameOf(int shard) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"tokens-{shard:D5}.bin");

    /// <summary>Ids written so far.</summary>
    public long Tokens { get; private set; }

    public void Write(ReadOnlySpan<int> ids)
    {
        foreach (var id in ids)
        {
            if (_room == 0) Next();
            if (tokenBytes == 2) BitConverter.TryWriteBytes(_buffer.AsSpan(_buffered), (ushort)id);
            else BitConverter.TryWriteBytes(_buffer.AsSpan(_buffered), id);
            _buffered += tokenBytes;
            _room--;
            if (_buffered == _buffer.Length) Flush();
        }
        Tokens += ids.Length;
    }

    /// <summary>Closes the last file, all bytes on disk.</summary>
    public IReadOnlyList<ShardFile> Finish()
    {
        Close();
        return _done;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _hash?.Dispose();
    }

    private void Next()
    {
        Close();
        _file = new FileStream(Path.Combine(folder, NameOf(_done.Count)), FileMode.Create, FileAccess.Write);
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _room = tokensPerShard;
    }

    private void Flush()
    {
        _file!.Write(_buffer.AsSpan(0, _buffered));
        _hash!.AppendData(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    private void Close()
    {
        if (_file is null) return;
        Flush();
        _file.Flush(flushToDisk: true);
        _done.Add(new(NameOf(_done.Count), _file.Length, Convert.ToHexStringLower(_hash!.GetHashAndReset())));
        Dispose();
        _file = null;
    }
}
