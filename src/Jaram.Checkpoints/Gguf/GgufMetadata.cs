// What a GGUF file says beside its tensors: keys and values of thirteen types.
// Source: ggml, docs/gguf.md.

using System.Globalization;

namespace Jaram.Checkpoints.Gguf;

/// <summary>Keys and values in the order of the file. A value is a byte, sbyte, ushort, short, uint, int, ulong, long,
/// float, double, bool or string, or an array of one of these.</summary>
public sealed class GgufMetadata
{
    /// <summary>The key whose value is the multiple at which tensors begin.</summary>
    public const string AlignmentKey = "general.alignment";

    /// <summary>Bytes that tensors are aligned to without that key.</summary>
    public const uint UsualAlignment = 32;

    private readonly Dictionary<string, object> _values = [];
    private readonly List<string> _keys = [];

    /// <summary>The keys, in order.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>The value of a key.</summary>
    /// <exception cref="CheckpointException">It is missing.</exception>
    public object this[string key] => Find(key) ?? throw Missing(key);

    /// <summary>Adds a value.</summary>
    /// <exception cref="CheckpointException">The key is empty or there already, or the type is none of
    /// GGUF.</exception>
    public GgufMetadata Add(string key, object value)
    {
        if (key == "") throw new CheckpointException("a key is empty: name it");
        if (GgufKinds.Of(value.GetType()) is null && GgufKinds.OfElements(value.GetType()) is null)
            throw new CheckpointException(
                $"key {Quoted.Of(key)} has a value of type {value.GetType().Name}: use a number, a text or a list");
        if (!_values.TryAdd(key, value))
            throw new CheckpointException($"key {Quoted.Of(key)} is there a second time: keep one");
        _keys.Add(key);
        return this;
    }

    /// <summary>The value of a key; null without one.</summary>
    public object? Find(string key) => _values.GetValueOrDefault(key);

    /// <summary>A text.</summary>
    /// <exception cref="CheckpointException">It is missing or no text.</exception>
    public string Text(string key) => this[key] as string ?? throw Wrong(key, "a text");

    /// <summary>A whole number, 0 or more, whatever its width.</summary>
    /// <exception cref="CheckpointException">It is missing, negative or no whole number.</exception>
    public long Whole(string key) => this[key] switch
    {
        byte n => n, ushort n => n, uint n => n, ulong n and <= long.MaxValue => (long)n,
        sbyte n and >= 0 => n, short n and >= 0 => n, int n and >= 0 => n, long n and >= 0 => n,
        _ => throw Wrong(key, "a whole number from 0 up"),
    };

    /// <summary>A number. A single becomes the shortest decimal that reads back as it, so 1e-6 stays 1e-6.</summary>
    /// <exception cref="CheckpointException">It is missing, no such number, or not finite.</exception>
    public double Real(string key) => this[key] switch
    {
        float n when float.IsFinite(n) =>
            double.Parse(n.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        double n when double.IsFinite(n) => n,
        _ => throw Wrong(key, "a finite number"),
    };

    /// <summary>True or false.</summary>
    /// <exception cref="CheckpointException">It is missing or neither.</exception>
    public bool Flag(string key) => this[key] as bool? ?? throw Wrong(key, "true or false");

    /// <summary>A list of one type.</summary>
    /// <exception cref="CheckpointException">It is missing or another.</exception>
    public T[] List<T>(string key) => this[key] as T[] ?? throw Wrong(key, $"a list of {typeof(T).Name}");

    /// <summary>Bytes that tensors are aligned to.</summary>
    /// <exception cref="CheckpointException">The key's value is none.</exception>
    internal uint Alignment()
    {
        const uint Most = 1 << 20;
        if (Find(AlignmentKey) is not { } value) return UsualAlignment;
        return value is uint bytes && uint.IsPow2(bytes) && bytes <= Most
            ? bytes
            : throw new CheckpointException($"{AlignmentKey} is {value} ({value.GetType().Name}), it must be a UInt32 "
                + $"and a power of two up to {Most}");
    }

    private static CheckpointException Missing(string key) =>
        new($"key {Quoted.Of(key)} is missing: convert the model again with a newer tool");

    private CheckpointException Wrong(string key, string expected)
    {
        var value = this[key];
        var found = value is Array list ? $"a list of {list.Length}" : Quoted.Of($"{value}");
        return new($"key {Quoted.Of(key)} is {found} ({value.GetType().Name}), expected {expected}");
    }
}
