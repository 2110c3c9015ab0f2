// Reads the head of a GGUF file from front to back, believing no length before it was compared with what is left.
// Source: ggml, docs/gguf.md; the limits are those of ggml's own reader.

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Jaram.Checkpoints.Gguf;

/// <summary>A place in the head of a file.</summary>
/// <param name="bytes">The head, at least to where the tensors begin if the file reaches so far.</param>
internal ref struct GgufCursor(ReadOnlySpan<byte> bytes)
{
    /// <summary>The longest text, and the longest list.</summary>
    public const long Longest = 1 << 30;

    private static readonly UTF8Encoding _strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int At { get; private set; }

    /// <summary>Bytes not read yet.</summary>
    public readonly long Left => _bytes.Length - At;

    /// <summary>The next bytes.</summary>
    /// <exception cref="CheckpointException">So many are not left.</exception>
    public ReadOnlySpan<byte> Take(long count, string what)
    {
        if (count > Left) throw new CheckpointException($"{what} takes {count} bytes, {Left} are left at byte {At}");
        var taken = _bytes.Slice(At, (int)count);
        At += (int)count;
        return taken;
    }

    /// <summary>The next 32 bits.</summary>
    public uint UInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint), what));

    /// <summary>The next 64 bits.</summary>
    public ulong UInt64(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong), what));

    /// <summary>A number of things that follow.</summary>
    /// <param name="least">Bytes that each takes at least: a number that cannot be true is refused here.</param>
    /// <param name="what">What they are, for the message.</param>
    public long Count(long least, string what)
    {
        var count = UInt64(what);
        if (count > Longest || (long)count * least > Left)
            throw new CheckpointException(
                $"{what}: {count} are claimed, which take {least} bytes each at least; {Left} are left at byte {At}");
        return (long)count;
    }

    /// <summary>A text with its length before it.</summary>
    public string Text(string what)
    {
        var length = Count(1, what);
        var at = At;
        try
        {
            return _strict.GetString(Take(length, what));
        }
        catch (DecoderFallbackException)
        {
            throw new CheckpointException($"{what} at byte {at} is not UTF-8");
        }
    }

    /// <summary>A value of the type that stands before it.</summary>
    public object Value(string what)
    {
        var kind = UInt32(what);
        if (kind != GgufKinds.List) return One(kind, what);
        kind = UInt32(what);
        return kind switch
        {
            0 => Numbers<byte>(what), 1 => Numbers<sbyte>(what), 2 => Numbers<ushort>(what), 3 => Numbers<short>(what),
            4 => Numbers<uint>(what), 5 => Numbers<int>(what), 6 => Numbers<float>(what), 7 => Flags(what),
            8 => Texts(what), 10 => Numbers<ulong>(what), 11 => Numbers<long>(what), 12 => Numbers<double>(what),
            GgufKinds.List => throw new CheckpointException($"{what} is a list of lists, which is not read"),
            _ => throw Unknown(kind, what),
        };
    }

    private object One(uint kind, string what) => kind switch
    {
        0 => Take(1, what)[0],
        1 => (sbyte)Take(1, what)[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(Take(2, what)),
        3 => BinaryPrimitives.ReadInt16LittleEndian(Take(2, what)),
        4 => UInt32(what),
        5 => (int)UInt32(what),
        6 => BitConverter.UInt32BitsToSingle(UInt32(what)),
        7 => Flag(Take(1, what)[0], what),
        8 => Text(what),
        10 => UInt64(what),
        11 => (long)UInt64(what),
        12 => BitConverter.UInt64BitsToDouble(UInt64(what)),
        _ => throw Unknown(kind, what),
    };

    /// <summary>A list of numbers, its cost compared once.</summary>
    private unsafe T[] Numbers<T>(string what) where T : unmanaged
    {
        var count = Count(sizeof(T), what);
        var numbers = MemoryMarshal.Cast<byte, T>(Take(count * sizeof(T), what)).ToArray();
        if (!BitConverter.IsLittleEndian)
            foreach (ref var number in numbers.AsSpan())
                MemoryMarshal.AsBytes(new Span<T>(ref number)).Reverse();
        return numbers;
    }

    private bool[] Flags(string what)
    {
        var flags = new bool[Count(1, what)];
        foreach (ref var flag in flags.AsSpan()) flag = Flag(Take(1, what)[0], what);
        return flags;
    }

    private string[] Texts(string what)
    {
        var texts = new string[Count(sizeof(ulong), what)];
        foreach (ref var text in texts.AsSpan()) text = Text(what);
        return texts;
    }

    private static bool Flag(byte value, string what) => value switch
    {
        0 => false,
        1 => true,
        _ => throw new CheckpointException($"{what} is {value}, a truth value is 0 or 1"),
    };

    private static CheckpointException Unknown(uint kind, string what) =>
        new($"{what} has type {kind}, GGUF has 0 to 12");
}
