using System.Runtime.InteropServices;

namespace Jaram.Inference;

/// <summary>Numbers outside the collector's reach, at a multiple of 64 bytes and all 0 at first.</summary>
internal sealed unsafe class NativeArray<T> : IDisposable where T : unmanaged
{
    private T* _start;

    /// <param name="count">Numbers.</param>
    /// <exception cref="InferenceException">There is not enough memory.</exception>
    public NativeArray(long count)
    {
        Count = count;
        var bytes = checked((nuint)Math.Max(count, 1) * (nuint)sizeof(T));
        try
        {
            _start = (T*)NativeMemory.AlignedAlloc(bytes, 64);
        }
        catch (OutOfMemoryException)
        {
            throw new InferenceException($"{bytes} bytes are not to be had; "
                + "use smaller weights, a shorter context or fewer sequences at once");
        }
        NativeMemory.Clear(_start, bytes);
    }

    /// <summary>Frees what nobody disposed of.</summary>
    ~NativeArray() => Free();

    /// <summary>Numbers.</summary>
    public long Count { get; }

    /// <summary>The first number.</summary>
    public T* Start => _start;

    /// <summary>A stretch of it.</summary>
    public Span<T> Slice(long from, int count) => new(_start + from, count);

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}
