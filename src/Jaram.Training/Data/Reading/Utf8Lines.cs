using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Jaram.Training.Data;

/// <summary>Lines of a stream that must be UTF-8. A byte order mark and the ends of lines fall away.</summary>
internal sealed class Utf8Lines(Stream stream, string name, int maxLineBytes = 256 << 20)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end;      // what is read and not yet given out
    private long _offset;          // of _start in the stream

    public IEnumerable<string> Read()
    {
        if (Fill() && _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8)) Skip(3);
        for (var searched = 0; ;)
        {
            var length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                yield return Decode(searched + length);
                Skip(searched + length + 1);
                searched = 0;
                continue;
            }
            searched = _end - _start;
            if (Fill()) continue;
            if (searched > 0) yield return Decode(searched);
            yield break;
        }
    }

    /// <summary>Reads on; false at the end.</summary>
    private bool Fill()
    {
        if (_start > 0) _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            if (_end >= maxLineBytes)
                throw new DataException($"{name}: the line at byte {_offset} is longer than {maxLineBytes} bytes; "
                    + "divide it into several documents");
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, maxLineBytes));
        }
        // Three bytes at least at the start, so that a byte order mark is seen whole.
        var read = Decompression.Guard(name, () =>
            stream.ReadAtLeast(_buffer.AsSpan(_end), Math.Min(3, _buffer.Length - _end), throwOnEndOfStream: false));
        _end += read;
        return read > 0;
    }

    private void Skip(int bytes)
    {
        _start += bytes;
        _offset += bytes;
    }

    private string Decode(int length)
    {
        var line = _buffer.AsSpan(_start, length);
        if (line.IndexOf((byte)0) is >= 0 and var zero)
            throw new DataException($"{name}: byte {_offset + zero} is 0x00, so this is no text; "
                + "leave the file out, or convert it if it is UTF-16: iconv -f UTF-16 -t UTF-8");
        if (!Utf8.IsValid(line))
        {
            var bad = FirstInvalid(line);
            throw new DataException($"{name}: byte {_offset + bad} (0x{line[bad]:X2}) is not UTF-8; "
                + "convert the file first, old Korean files with: iconv -f CP949 -t UTF-8");
        }
        if (line is [.., (byte)'\r']) line = line[..^1];
        return Encoding.UTF8.GetString(line);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> line)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(line[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }
}
