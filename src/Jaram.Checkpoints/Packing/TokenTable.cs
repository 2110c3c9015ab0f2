// A number becomes a token, which is entropy-coded, and a few bits that are as good as random and stay as they are.
// Every token stands for a range of numbers: floor, and how many bits follow.
// Source: hybrid unsigned integers of JPEG XL, ISO/IEC 18181-1:2024, annex C.2.3 (here: 2 bits below the leading one).

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Jaram.Checkpoints.Packing;

/// <summary>Which numbers each of 256 tokens stands for.</summary>
internal sealed class TokenTable
{
    /// <summary>Bits of a number that no token can have too many of.</summary>
    public const int MostBits = 32;

    private enum Kind { Differences, Values, Bytes }

    private readonly Kind _kind;
    private readonly uint _low;
    private readonly int _shift, _below;

    private TokenTable(Kind kind, int shift, uint low, int below)
    {
        (_kind, _shift, _low, _below) = (kind, shift, low, below);
        for (var token = 0; token < Frequencies.MostTokens; token++) (Floor[token], Bits[token]) = Range(token);
    }

    /// <summary>For numbers that are mostly small: length in bits, and the two bits below the leading one.</summary>
    public static TokenTable OfDifferences { get; } = new(Kind.Differences, 0, 0, 0);

    /// <summary>For bytes: each is its own token.</summary>
    public static TokenTable OfBytes { get; } = new(Kind.Bytes, 0, 0, 0);

    /// <summary>The least number of a token.</summary>
    public uint[] Floor { get; } = new uint[Frequencies.MostTokens];

    /// <summary>Bits that follow a token.</summary>
    public byte[] Bits { get; } = new byte[Frequencies.MostTokens];

    /// <summary>For numbers whose high bits are an exponent: the bits from <paramref name="shift"/> up, counted from
    /// <paramref name="low"/>. Token 0 is for all numbers below that, in <paramref name="below"/> bits.</summary>
    public static TokenTable OfValues(int shift, uint low, int below) => new(Kind.Values, shift, low, below);

    /// <summary>Reads which table it is.</summary>
    /// <exception cref="CheckpointException">No such kind.</exception>
    public static TokenTable Read(ref ByteReader from)
    {
        switch (from.Byte())
        {
            case (byte)Kind.Differences:
                return OfDifferences;
            case (byte)Kind.Values:
                var (shift, below, low) = (from.Byte(), from.Byte(), from.Word());
                if (shift >= MostBits || below > MostBits)
                    throw new CheckpointException($"a token is followed by {Math.Max(shift, below)} bits, at most "
                        + $"{MostBits} can be");
                return OfValues(shift, low, below);
            case (byte)Kind.Bytes:
                return OfBytes;
            case var other:
                throw new CheckpointException($"tokens are of kind {other}, known are 0 to {(int)Kind.Bytes}");
        }
    }

    /// <summary>Writes what <see cref="Read"/> takes.</summary>
    public void Write(ByteWriter to)
    {
        to.Byte((int)_kind);
        if (_kind != Kind.Values) return;
        to.Byte(_shift);
        to.Byte(_below);
        to.Word(_low);
    }

    /// <summary>The token of each number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Tokenize(ReadOnlySpan<uint> numbers, Span<byte> tokens)
    {
        tokens = tokens[..numbers.Length];
        var wide = OrderedBits.Wide(numbers);
        var into = MemoryMarshal.Cast<byte, Vector<byte>>(tokens);
        for (var i = 0; i < into.Length; i++)
            into[i] = Vector.Narrow(Vector.Narrow(Of(wide[4 * i]), Of(wide[4 * i + 1])),
                Vector.Narrow(Of(wide[4 * i + 2]), Of(wide[4 * i + 3])));
        for (var i = into.Length * Vector<byte>.Count; i < numbers.Length; i++) tokens[i] = (byte)Of(numbers[i]);
    }

    private uint Of(uint number) => _kind switch
    {
        Kind.Differences => OfDifference(number),
        Kind.Values => (uint)Math.Max(0, (int)(number >> _shift) - (int)_low),
        _ => number,
    };

    private Vector<uint> Of(Vector<uint> numbers) => _kind switch
    {
        Kind.Differences => OfDifference(numbers),
        Kind.Values => Vector.AsVectorUInt32(Vector.Max(Vector<int>.Zero,
            Vector.AsVectorInt32(numbers >>> _shift) - new Vector<int>((int)_low))),
        _ => numbers,
    };

    /// <summary>The token of a difference: 0 to 3 as they are; above, four for each length in bits.</summary>
    private static uint OfDifference(uint number)
    {
        if (number < 4) return number;
        var length = BitOperations.Log2(number);
        return (uint)(length * 4 - 4) + (number >> (length - 2) & 3);
    }

    /// <summary>The same of several: length and two bits are those of the number as a float, which is exact below 2^24.
    /// </summary>
    private static Vector<uint> OfDifference(Vector<uint> numbers)
    {
        var large = Vector.GreaterThan(numbers, new Vector<uint>((1 << 24) - 1));
        var exact = Vector.ConditionalSelect(large, numbers >>> 8, numbers);
        var floats = Vector.AsVectorUInt32(Vector.ConvertToSingle(Vector.AsVectorInt32(exact)));
        var tokens = (floats >>> 21) - new Vector<uint>(512);           // so 4.0 has token 4
        return Vector.ConditionalSelect(Vector.LessThan(numbers, new Vector<uint>(4)), numbers,
            tokens + (large & new Vector<uint>(32)));
    }

    private (uint Floor, byte Bits) Range(int token)
    {
        if (_kind == Kind.Values)
            return token == 0 ? (0, (byte)_below) : ((_low + (uint)token) << _shift, (byte)_shift);
        if (_kind == Kind.Bytes || token < 4) return ((uint)token, 0);
        var bits = Math.Min(MostBits - 3, token / 4 - 1);
        return ((uint)(4 | token & 3) << bits, (byte)bits);
    }
}
