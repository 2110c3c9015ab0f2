// How numbers lie in a GGUF tensor: in blocks of so many numbers and so many bytes, each block by itself.
// Source: llama.cpp, ggml-common.h (layouts) and ggml-quants.c (what they mean); one file here per format.

namespace Jaram.Checkpoints.Quantisation;

/// <summary>One way to store numbers. Has no state; many threads may use it at once.</summary>
public abstract class BlockFormat
{
    /// <summary>The name that messages and command lines use, as in <c>q8_0</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Numbers in a block; a row holds a whole number of blocks.</summary>
    public abstract int BlockLength { get; }

    /// <summary>Bytes of a block.</summary>
    public abstract int BlockBytes { get; }

    /// <summary>Bytes that so many numbers take.</summary>
    /// <param name="count">A multiple of <see cref="BlockLength"/>.</param>
    public long BytesOf(long count) => checked(count / BlockLength * BlockBytes);

    /// <summary>Turns whole blocks into numbers.</summary>
    /// <param name="bytes">The blocks.</param>
    /// <param name="numbers">As many numbers as the blocks hold.</param>
    /// <exception cref="CheckpointException">The two do not fit together.</exception>
    public void Decode(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        CheckLengths(bytes.Length, numbers.Length);
        DecodeBlocks(bytes, numbers);
    }

    /// <summary>Turns numbers into whole blocks.</summary>
    /// <param name="numbers">Finite, for a format that shares a scale among the numbers of a block.</param>
    /// <param name="bytes">Room for as many blocks.</param>
    /// <exception cref="CheckpointException">The two do not fit together, a number does not fit the format, or the
    /// format is only read here.</exception>
    public void Encode(ReadOnlySpan<float> numbers, Span<byte> bytes)
    {
        CheckLengths(bytes.Length, numbers.Length);
        EncodeBlocks(numbers, bytes);
    }

    /// <summary>As <see cref="Decode"/>, lengths checked.</summary>
    protected abstract void DecodeBlocks(ReadOnlySpan<byte> bytes, Span<float> numbers);

    /// <summary>As <see cref="Encode"/>, lengths checked.</summary>
    protected virtual void EncodeBlocks(ReadOnlySpan<float> numbers, Span<byte> bytes) =>
        throw new CheckpointException($"{Name} is read, not written: write q8_0 or q4_0");

    /// <summary>A block's scale as it is stored.</summary>
    /// <exception cref="CheckpointException">A number of the block was not finite, or too large.</exception>
    private protected Half Scale(float scale)
    {
        var half = (Half)scale;
        return Half.IsFinite(half)
            ? half
            : throw new CheckpointException(
                $"a number is not finite, or too large for a scale of {Name} (65504 at most): write f32 or bf16");
    }

    private void CheckLengths(int bytes, int numbers)
    {
        if (numbers % BlockLength != 0 || BytesOf(numbers) != bytes)
            throw new CheckpointException($"{numbers} numbers do not make {bytes} bytes of {Name}, whose blocks are "
                + $"{BlockLength} numbers in {BlockBytes} bytes: give whole blocks");
    }
}
