namespace Jaram.Training.Data;

/// <summary>Gives each new thing the next number, and an old thing its own.</summary>
internal sealed class Numbering<T> where T : notnull
{
    private readonly Dictionary<T, int> _numbers = [];

    /// <summary>All things in the order of their numbers.</summary>
    public IReadOnlyList<T> Things => [.. _numbers.Keys];

    public int Of(T thing)
    {
        if (_numbers.TryGetValue(thing, out var number)) return number;
        _numbers.Add(thing, _numbers.Count);
        return _numbers.Count - 1;
    }
}
