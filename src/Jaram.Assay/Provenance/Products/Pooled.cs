// Numbers that are wanted for a moment. An array of 85,000 bytes or more stays until the collector goes through
// everything, so thousands of them, one for every matrix of a model, would take many times the memory that is in use.
// Source: ours; the limit: .NET documentation, "The large object heap on Windows systems" (it holds elsewhere too).

using System.Buffers;

namespace Jaram.Assay.Provenance.Products;

/// <summary>Numbers from the shared pool, given back when disposed of; nobody may look at them any more then.</summary>
/// <param name="length">How many; what they are is not defined.</param>
internal sealed class Pooled<T>(int length) : IDisposable where T : struct
{
    private T[]? _numbers = ArrayPool<T>.Shared.Rent(length);

    /// <summary>The numbers.</summary>
    public Memory<T> Memory => _numbers.AsMemory(0, length);

    /// <summary>The same.</summary>
    public Span<T> Span => _numbers.AsSpan(0, length);

    /// <summary>As many zeros.</summary>
    public static Pooled<T> Zeros(int length)
    {
        var zeros = new Pooled<T>(length);
        zeros.Span.Clear();
        return zeros;
    }

    /// <summary>Gives them back.</summary>
    public void Dispose()
    {
        if (_numbers is not null) ArrayPool<T>.Shared.Return(_numbers);
        _numbers = null;
    }
}
