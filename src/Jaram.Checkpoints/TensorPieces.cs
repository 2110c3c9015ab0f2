namespace Jaram.Checkpoints;

/// <summary>Hands out the bytes of a tensor, row-major and little-endian, from byte <paramref name="from"/> on: all of
/// them, or as many as are at hand (one at least), so that no tensor need ever be copied whole.</summary>
public delegate ReadOnlySpan<byte> TensorBytes(TensorEntry tensor, long from);

/// <summary>The bytes of one tensor, piece after piece, exactly as many as its shape says.</summary>
internal ref struct TensorPieces(TensorEntry tensor, TensorBytes bytes)
{
    private long _at;

    /// <summary>The piece that was reached.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>This, for <c>foreach</c>.</summary>
    public readonly TensorPieces GetEnumerator() => this;

    /// <summary>Asks for the next piece; false at the end of the tensor.</summary>
    /// <exception cref="CheckpointException">The source gave nothing, or more than is left.</exception>
    public bool MoveNext()
    {
        var left = tensor.ByteCount - _at;
        if (left == 0) return false;
        Current = bytes(tensor, _at);
        if (Current.Length == 0 || Current.Length > left)
            throw new CheckpointException($"tensor {tensor} has {left} bytes left from {_at} on, its source gave "
                + $"{Current.Length}: give bytes that fit its shape");
        _at += Current.Length;
        return true;
    }
}
