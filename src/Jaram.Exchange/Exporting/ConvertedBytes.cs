using Jaram.Checkpoints;
using Jaram.Checkpoints.Quantisation;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Exporting;

/// <summary>Hands out a source's tensors in another format, some rows at a time. One thread at a time.</summary>
/// <param name="source">Where the numbers come from.</param>
internal sealed class ConvertedBytes(ITensorSource source)
{
    private const int Numbers = 1 << 18;

    private float[] _numbers = [];
    private byte[] _bytes = [];

    /// <summary>The bytes from a place on.</summary>
    /// <param name="tensor">One of the source's.</param>
    /// <param name="to">The format that is wanted.</param>
    /// <param name="from">The first byte: where bytes handed out before ended.</param>
    /// <returns>Valid until the next call.</returns>
    /// <exception cref="CheckpointException">A number does not fit the format.</exception>
    public ReadOnlySpan<byte> Next(SourceTensor tensor, BlockFormat to, long from)
    {
        var first = from / to.BlockBytes * to.BlockLength;
        var row = tensor.RowLength;
        var count = (int)Math.Min(tensor.Count - first, Math.Max(1, Numbers / row) * row);
        var size = (int)to.BytesOf(count);
        if (_numbers.Length < count) _numbers = new float[count];
        if (_bytes.Length < size) _bytes = new byte[size];
        source.Read(tensor, first, _numbers.AsSpan(0, count));
        try
        {
            to.Encode(_numbers.AsSpan(0, count), _bytes.AsSpan(0, size));
        }
        catch (CheckpointException e)
        {
            throw new CheckpointException($"tensor {Quoted.Of(tensor.Name)}: {e.Message}");
        }
        return _bytes.AsSpan(0, size);
    }
}
