namespace Jaram.Inference.Constraints;

/// <summary>Compares arrays by what is in them.</summary>
internal sealed class ByContent<T> : IEqualityComparer<T[]>
    where T : IEquatable<T>
{
    public static ByContent<T> One { get; } = new();

    public bool Equals(T[]? left, T[]? right) => left.AsSpan().SequenceEqual(right);

    public int GetHashCode(T[] items)
    {
        var hash = new HashCode();
        foreach (var item in items) hash.Add(item);
        return hash.ToHashCode();
    }
}
